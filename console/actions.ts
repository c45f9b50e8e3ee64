import * as z from 'zod/mini';
import { enable, recover } from '../modules/operations/endpointCare.ts';
import type { Action } from './action.ts';
import { careActions } from './careActions.ts';
import { heldActions } from './held.ts';
import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { endpointIdSchema, partnerIdSchema } from '../modules/webhooks/endpoint.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';
import { instant } from '../platform/values/time.ts';
import { replay } from '../modules/webhooks/replay.ts';
import { sendDigest } from './readers.ts';
import { ConsoleError } from './consoleError.ts';

const ownerSchema = z.strictObject({ partnerId: partnerIdSchema, endpointId: endpointIdSchema });
const deliverySchema = z.strictObject({
  partnerId: partnerIdSchema,
  endpointId: endpointIdSchema,
  articleId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  version: z.int(),
});

/** The actions of the page's buttons, by path. Each throws a zod error for a body that the page does not send. */
export const actions: Readonly<Record<string, Action>> = {
  '/replay': sendAgain,
  '/send-digest': sendDigest,
  ...careActions,
  ...heldActions,
  '/enable': async (body, clients, now) => {
    await enable(await find(ownerSchema.parse(body), clients), clients, now);
  },
  '/recover': async (body, clients, now) => {
    await recover(
      await find(ownerSchema.parse(body), clients),
      instant(new Date(now.getTime() - 86_400_000)),
      clients,
      now,
    );
  },
};

const refusals = {
  unknown: 'That delivery is not known any more.',
  'taken-back': 'The article was taken back since: its story is not told any more.',
} as const;

async function sendAgain(body: unknown, clients: OperatorClients, now: Date): Promise<void> {
  const wanted = deliverySchema.parse(body);
  if ((await find(wanted, clients)).status === 'disabled')
    throw new ConsoleError('The endpoint is disabled: enable it first.');
  const came = await replay(wanted, clients, instant(now));
  if (came === 'asked') return;
  throw new ConsoleError(
    typeof came === 'string' ? refusals[came] : `Version ${came} was sent to it after this one: send that again.`,
  );
}

async function find(
  { partnerId, endpointId }: z.infer<typeof ownerSchema>,
  { endpoints }: OperatorClients,
): Promise<Endpoint> {
  const endpoint = await endpoints.get(partnerId, endpointId);
  if (!endpoint) throw new ConsoleError('The endpoint was removed.');
  return endpoint;
}
