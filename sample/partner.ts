import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { startPartnerSite } from '../examples/partner-site/site.ts';
import type { PartnerSite } from '../examples/partner-site/site.ts';
import type { Twin } from '../local/twin.ts';
import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import { newApiKey } from '../modules/webhooks/partners.ts';
import { instant } from '../platform/values/time.ts';

const id = 'silk-road-courier-sample';
const name = 'Silk Road Courier (sample)';

const stateSchema = z.object({
  key: z.string(),
  port: z.optional(z.int()),
  webhook: z.optional(z.object({ id: z.string(), secret: z.string() })),
});
/** The sample partner's notes: its API key, its webhook and the secret that it was told once. */
type State = z.infer<typeof stateSchema>;
const webhookSchema = z.object({ id: z.string(), secret: z.string() });

/**
 * Starts the sample partner, a site of its own on a port of its own, and signs it up as any partner does: an operator
 * gives it a key, and with that it makes its webhook through the API.
 */
export async function startSamplePartner(twin: Twin, dataDir: string): Promise<PartnerSite> {
  const file = join(dataDir, 'sample-partner.json');
  const known: State | undefined = existsSync(file)
    ? stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
  let state: State = known ?? { key: await keyFor(twin) };
  const keep = (next: State) => {
    state = next;
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  };
  const siteDir = join(dataDir, 'sample-partner');
  mkdirSync(siteDir, { recursive: true });
  const start = (port: number) =>
    startPartnerSite({
      dataDir: siteDir,
      port,
      host: '127.0.0.1',
      secret: () => (state.webhook ? [state.webhook.secret] : []),
      log: () => undefined,
    });
  const site = await start(state.port ?? 0).catch(() => start(0)); // another may have taken the port since
  keep({ ...state, port: Number(new URL(site.url).port) });
  try {
    keep({ ...state, webhook: await webhookFor(twin, state, site.webhookUrl) });
    return site;
  } catch (error) {
    await site.stop();
    throw error;
  }
}

/** Makes the partner, as `caravan partners add` does; where it stands and its key is lost, a new key. */
async function keyFor({ outputs, endpoint }: Twin): Promise<string> {
  const { partners } = operatorClients(outputs, twinOperator(endpoint));
  const { key, hash } = newApiKey(id);
  const createdAt = instant(new Date());
  if (!(await partners.add({ id, name, keys: [{ hash, createdAt }], createdAt })))
    await partners.setKeys(id, [{ hash, createdAt }]);
  return key;
}

async function webhookFor(
  { url }: Twin,
  { key, webhook }: State,
  webhookUrl: string,
): Promise<NonNullable<State['webhook']>> {
  const call = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  if (webhook) {
    const moved = await call('PATCH', `/v1/webhooks/${webhook.id}`, { url: webhookUrl });
    if (moved.ok) return webhook;
    if (moved.status !== 404) throw new Error(`The sample partner cannot move its webhook: ${await moved.text()}`);
  }
  const made = await call('POST', '/v1/webhooks', {
    url: webhookUrl,
    content: 'full',
    description: 'The sample partner of npm start',
  });
  if (!made.ok) throw new Error(`The sample partner cannot make its webhook: ${await made.text()}`);
  return webhookSchema.parse(await made.json());
}
