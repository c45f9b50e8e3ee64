import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actions } from '../../console/actions.ts';
import { startConsole } from '../../console/server.ts';
import { listen } from '../../modules/partner-api/published/listen.mjs';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { anEndpoint } from '../helpers/records.ts';
import { anything, mostly, nasty } from './requests/parts.ts';

/** What operators and partners' engineers write, in fields and on command lines, is refused in words or done. */
const caravan = useCaravan();
const publisher = usePublisher();
const endpoint = anEndpoint({ id: `wh_${'1'.repeat(24)}`, partnerId: 'caspian-times' });
const folder = mkdtempSync(join(tmpdir(), 'caravan-hostile-'));
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
let shown: Awaited<ReturnType<typeof startConsole>>;

beforeAll(async () => {
  publisher.items = [{ guid: 'a', title: 'A story' }];
  await caravan.add('emn', publisher.url);
  await caravan.endpoints.add(endpoint);
  shown = await startConsole(caravan.twin);
});
afterAll(async () => {
  await shown.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Fields of all buttons, mostly with values that some button understands. */
const right: Readonly<Record<string, readonly unknown[]>> = {
  id: ['emn', '0'.repeat(32)],
  partnerId: [endpoint.partnerId],
  endpointId: [endpoint.id],
  articleId: ['0'.repeat(32)],
  version: [1, -1],
  name: ['polls', 'webhooks', 'Another name'],
  reason: ['A test'],
  since: ['1h', '15d', '2026-12-01T09:00'],
  channel: ['feeds', 'webhooks', 'constructor'],
  dryRun: [true],
  url: ['http://127.0.0.1:9/feed', 'file:///etc/passwd'],
  topics: ['Economy, Energy', ','],
  interval: ['15m', '1s'],
  zone: ['Asia/Baku', 'Asia/'],
  encoding: ['utf-8', 'utf-99'],
  language: ['az', '??'],
  corrections: ['all', 'some'],
  fullText: ['on', 'maybe'],
  until: ['2036-12-01T09:00+05:00', '2006-12-01T09:00Z', 'tomorrow'],
  list: ['holds', 'blocks'],
  kind: ['source', 'word'],
  value: ['emn', '!'],
  contact: ['ops@partner.example', 'none', 'nobody'],
};
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  '/sources/add': ['url'],
  '/sources/edit': ['id', 'name', 'topics', 'interval', 'zone', 'encoding', 'language', 'corrections', 'fullText'],
  '/disable': ['partnerId', 'endpointId', 'reason'],
  '/enable': ['partnerId', 'endpointId'],
  '/recover': ['partnerId', 'endpointId', 'since'],
  '/dlq/redrive': ['name', 'id'],
  '/dlq/drop': ['name', 'id', 'reason'],
  '/suppress': ['id', 'reason'],
  '/reconcile': ['since', 'dryRun'],
  '/replay-channel': ['channel', 'since'],
  '/articles/embargo': ['id', 'until'],
  '/articles/pin': ['id', 'until'],
  '/rules/remove': ['list', 'kind', 'value'],
  '/weather/off': [],
  '/partners/contact': ['partnerId', 'contact'],
  '/partners/portal': ['partnerId'],
  '/partners/portal/end': ['partnerId'],
};
const valueOf = (name: string) => mostly<unknown>(fc.constantFrom(...(right[name] ?? [])), anything);
const asked = fc.constantFrom(...Object.keys(actions)).chain((path) => {
  const fields = fieldsOf[path] ?? ['id'];
  const body = fc.record(Object.fromEntries(fields.map((name) => [name, valueOf(name)])));
  return fc.tuple(fc.constant(path), mostly<unknown>(body, anything));
});

test("no body breaks the console's buttons", async () => {
  const { origin } = new URL(shown.url);
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(asked, async ([path, sent]) => {
      const answer = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify(sent) ?? '',
      });
      const words = await answer.text();
      statuses.add(answer.status);
      expect([path, sent, [202, 400, 409].includes(answer.status), words]).toEqual([path, sent, true, words]);
      expect(words).not.toBe('');
    }),
    { seed, numRuns: 300 },
  );
  for (const status of [202, 400, 409]) expect(statuses).toContain(status);
});

test('no name breaks the look at dead letters', async () => {
  const { origin } = new URL(shown.url);
  await fc.assert(
    fc.asyncProperty(nasty, async (name) => {
      const { status } = await fetch(`${origin}/letters?queue=${encodeURIComponent(name.toWellFormed())}`);
      expect([200, 404]).toContain(status);
    }),
    { seed, numRuns: 50 },
  );
});

test('no option breaks what forwards to a laptop', async () => {
  const options = ['--port', '--forward', '--path', '--key', '--secret', '--since', '--content', '--url', '--topic'];
  const ends = AbortSignal.abort();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...options), nasty), { maxLength: 5 }), async (given) => {
      const lines: string[] = [];
      const args = ['--state', join(folder, 'state.json'), ...given.map(([name, value]) => `${name}=${value}`)];
      const code = await listen(args, { ends, env: { CARAVAN_KEY: 'cvn_x' }, say: (line) => lines.push(line) });
      expect([0, 2]).toContain(code);
      expect(lines).not.toEqual([]);
    }),
    { seed, numRuns: 300 },
  );
});
