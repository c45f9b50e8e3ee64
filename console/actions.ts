import * as z from 'zod/mini';
import { disable, enable, recover } from '../modules/operations/endpointCare.ts';
import type { Action } from './action.ts';
import { careActions } from './careActions.ts';
import { editorActions } from './editorActions.ts';
import { heldActions } from './held.ts';
import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { endpointIdSchema, partnerIdSchema } from '../modules/webhooks/endpoint.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';
import { instant } from '../platform/values/time.ts';
import { recoverableOf } from '../modules/operations/written.ts';
import { replay } from '../modules/webhooks/replay.ts';
import { partnerActions } from './partnerActions.ts';
import { missingActions } from './missingActions.ts';
import { sendDigest, suppressReader } from './readers.ts';
import { sourceActions } from './sourceActions.ts';
import { ConsoleError } from './consoleError.ts';

const ownerSchema = z.strictObject({ partnerId: partnerIdSchema, endpointId: endpointIdSchema });
const disablingSchema = z.extend(ownerSchema, { reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) });
const recoverySchema = z.extend(ownerSchema, { since: z.string().check(z.maxLength(100)) });
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
  '/suppress': suppressReader,
  ...careActions,
  ...editorActions,
  ...heldActions,
  ...partnerActions,
  ...sourceActions,
  ...missingActions,
  '/enable': async (body, clients, now) => {
    await enable(await find(ownerSchema.parse(body), clients), clients, now);
    return 'It is enabled, and hears of what comes.';
  },
  '/disable': async (body, clients, now) => {
    const { reason, ...owner } = disablingSchema.parse(body);
    await disable(await find(owner, clients), reason, clients, now);
    return 'It is disabled, and hears nothing.';
  },
  '/recover': async (body, clients, now) => {
    const { since, ...owner } = recoverySchema.parse(body);
    await recover(await find(owner, clients), recoverableOf(since, now), clients, now);
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
