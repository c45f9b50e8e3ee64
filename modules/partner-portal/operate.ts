import type { Operation } from '../partner-api/http/operation.ts';
import type { ApiServices } from '../partner-api/services.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Visit } from './visit.ts';

interface Asked {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/**
 * Asks for an operation of the API, checked as a request of a program is.
 * @returns the body of its answer
 * @throws Problem
 */
export async function operate<Body>(
  operation: Operation,
  { path = {}, query = {}, body, idempotencyKey }: Asked,
  { session: { partner }, now }: Pick<Visit, 'session' | 'now'>,
  services: ApiServices,
): Promise<Body> {
  const place = operation.pathSchema?.safeParse(path);
  const asked = operation.querySchema?.safeParse(query);
  if (place?.success === false) throw new Problem(404, 'There is nothing of yours under this id.');
  if (asked?.success === false)
    throw new Problem(400, 'The address is not one of ours: go back, and follow its links.');
  const given = operation.bodySchema?.safeParse(body);
  if (given?.success === false) throw new Problem(422, 'The form is not one of ours: go back, and press its button.');
  const reply = await operation.run(
    {
      partner,
      path: place?.data ?? {},
      query: asked?.data ?? {},
      body: given?.data,
      headers: {},
      idempotencyKey,
      now,
    },
    services,
  );
  return reply.body as Body;
}
