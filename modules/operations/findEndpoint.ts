import type { Endpoint } from '../webhooks/endpoint.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/** Shorter ones mean too much; an id begins with "wh_". */
const leastLength = 'wh_'.length + 4;

/**
 * The endpoint that an operator names, by its id or the beginning of it.
 * @throws OperatorError where there is none, or more than one
 */
export async function findEndpoint({ endpoints }: Pick<OperatorClients, 'endpoints'>, text: string): Promise<Endpoint> {
  const all = await endpoints.all();
  const meant = all.filter(({ id }) => id === text || (text.length >= leastLength && id.startsWith(text)));
  const [endpoint, ...others] = meant;
  if (!endpoint) throw new OperatorError(`There is no endpoint ${text}. "caravan webhooks list" shows all.`);
  if (others.length > 0)
    throw new OperatorError(
      `${text} is the beginning of ${meant.length} endpoints: ${meant.map(({ id }) => id).join(', ')}.`,
    );
  return endpoint;
}
