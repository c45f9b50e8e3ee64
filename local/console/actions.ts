import * as z from 'zod/mini';
import { enable, recover } from '../../cli/endpointCare.ts';
import type { OperatorClients } from '../../functions/shared/aws/operatorClients.ts';
import { endpointIdSchema, partnerIdSchema } from '../../functions/shared/domain/endpoint.ts';
import type { Endpoint } from '../../functions/shared/domain/endpoint.ts';
import { instant } from '../../functions/shared/domain/time.ts';

const ownerSchema = z.strictObject({ partnerId: partnerIdSchema, endpointId: endpointIdSchema });
const deliverySchema = z.strictObject({ partnerId: partnerIdSchema, endpointId: endpointIdSchema, articleId: z.string().check(z.regex(/^[0-9a-f]{32}$/)), version: z.int() });

/** Why a button does nothing, in words for who pressed it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

type Action = (body: unknown, clients: OperatorClients, now: Date) => Promise<void>;

/** What the page's buttons do, by path. Each throws a zod error for a body that is none of the page's. */
export const actions: Readonly<Record<string, Action>> = {
  '/replay': replay,
  '/enable': async (body, clients, now) => { await enable(await find(ownerSchema.parse(body), clients), clients, now); },
  '/recover': async (body, clients, now) => { await recover(await find(ownerSchema.parse(body), clients), instant(new Date(now.getTime() - 86_400_000)), clients, now); },
};

/** Sends a delivery again, also one that was made. What deliver would drop without a word is refused here, with one. */
async function replay(body: unknown, clients: OperatorClients, now: Date): Promise<void> {
  const { articleId, version, ...owner } = deliverySchema.parse(body);
  const endpoint = await find(owner, clients);
  if (endpoint.status === 'disabled') throw new Refusal('The endpoint is disabled: enable it first.');
  const [edition, ...later] = await clients.editions.ofArticle(articleId, version);
  if (edition?.event.article.version !== version) throw new Refusal('That version was never announced, or is forgotten.');
  if (edition.takenBack) throw new Refusal('The article was taken back since: its story is not told any more.');
  const newer = await clients.ledger.getMany(later.map(({ seq, event }) => ({ ...owner, articleId, seq, version: event.article.version })));
  if (newer.length > 0) throw new Refusal('A newer version was sent to it after this one: send that again.');
  const asked = instant(now);
  await clients.deliveries.send([{ message: { ...owner, articleId, version, again: { asked, how: 'replay' } }, occasion: `replay-${asked}` }]);
}

async function find({ partnerId, endpointId }: z.infer<typeof ownerSchema>, { endpoints }: OperatorClients): Promise<Endpoint> {
  const endpoint = await endpoints.get(partnerId, endpointId);
  if (!endpoint) throw new Refusal('The endpoint was removed.');
  return endpoint;
}
