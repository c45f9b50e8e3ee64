import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { articleEventTypes } from '../../../modules/articles/event.ts';
import { deliveryStatuses } from '../../../modules/webhooks/delivery.ts';
import { accountOf, isBalanced, standings } from '../../../modules/webhooks/deliveryAudit.ts';
import type { AuditedAnnouncement, Entered } from '../../../modules/webhooks/deliveryAudit.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import { instant } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

const start = 1_800_000_000;
const at = (seconds: number) => (start + seconds) as EpochSeconds;
const source = fc.constantFrom('a', 'b', 'c');
const announcements: fc.Arbitrary<AuditedAnnouncement[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...articleEventTypes),
      source: fc.record({ id: source }),
      topics: fc.constant([]),
      loggedAt: fc.nat(100).map(at),
      gap: fc.nat(2),
    }),
  )
  .map((drawn) => {
    let seq = 0;
    return drawn.map(({ gap, ...entry }) => ({ ...entry, seq: (seq += 1 + gap) }));
  });
const endpoints: fc.Arbitrary<Endpoint> = fc
  .record({
    status: fc.constantFrom('enabled', 'disabled'),
    events: fc.subarray([...articleEventTypes]),
    sources: fc.option(fc.uniqueArray(source), { nil: undefined }),
    hearsSince: fc.option(fc.nat(100), { nil: undefined }),
    updatedAt: fc.nat(100),
  })
  .map(({ sources, hearsSince, updatedAt, ...but }) =>
    anEndpoint({
      ...but,
      filter: { ...(sources && { sources }) },
      updatedAt: instant(new Date(at(updatedAt) * 1_000)),
      ...(hearsSince !== undefined && { hearsSince: instant(new Date(at(hearsSince) * 1_000)) }),
    }),
  );
const entered = fc.constantFrom<Entered>(...deliveryStatuses, 'stuck');
/** A log, and for each of its lines what the ledger says of it, if anything. */
const books = announcements.chain((entries) =>
  fc.record({
    entries: fc.constant(entries),
    ledger: fc
      .array(fc.option(entered, { nil: undefined }), { minLength: entries.length, maxLength: entries.length })
      .map(
        (rows) =>
          new Map(rows.flatMap((row, index) => (row === undefined ? [] : [[entries[index]!.seq, row] as const]))),
      ),
    noNews: fc.subarray(entries.map(({ seq }) => seq)).map((seqs) => new Set(seqs)),
  }),
);
const anything = fc.record({ books, endpoint: endpoints, missedFrom: fc.nat(100).map(at) });

test('the sum comes out, whatever the log, the ledger and the endpoint are', () => {
  fc.assert(
    fc.property(anything, ({ books: { entries, ledger, noNews }, endpoint, missedFrom }) => {
      const account = accountOf(endpoint, entries, ledger, { missedFrom, noNews });
      expect(isBalanced(account)).toBe(true);
      expect(account.published).toBe(entries.length);
      expect(account.counts.missing).toBe(account.missing.length);
    }),
  );
});

test('nothing stands in two places: each line alone comes to one standing, and those together to the whole', () => {
  fc.assert(
    fc.property(anything, ({ books: { entries, ledger, noNews }, endpoint, missedFrom }) => {
      const whole = accountOf(endpoint, entries, ledger, { missedFrom, noNews });
      const parts = entries.map((entry) =>
        accountOf(endpoint, [entry], new Map([...ledger].filter(([seq]) => seq === entry.seq)), { missedFrom, noNews }),
      );
      for (const { counts } of parts)
        expect(Object.values(counts).toSorted()).toEqual([...standings.slice(1).map(() => 0), 1]);
      for (const standing of standings)
        expect(parts.reduce((sum, { counts }) => sum + counts[standing], 0)).toBe(whole.counts[standing]);
      expect(parts.flatMap(({ missing }) => missing)).toEqual(whole.missing);
    }),
  );
});

test('what is missing is wanted, owed, old enough, news, and neither done nor to come', () => {
  fc.assert(
    fc.property(anything, ({ books: { entries, ledger, noNews }, endpoint, missedFrom }) => {
      for (const {
        seq,
        type,
        source: { id },
        loggedAt,
      } of accountOf(endpoint, entries, ledger, { missedFrom, noNews }).missing) {
        expect([endpoint.status, endpoint.events.includes(type), noNews.has(seq)]).toEqual(['enabled', true, false]);
        expect(endpoint.filter.sources ?? [id]).toContain(id);
        expect(loggedAt).toBeLessThan(missedFrom);
        expect(loggedAt * 1_000).toBeGreaterThan(Date.parse(endpoint.hearsSince ?? endpoint.updatedAt));
        expect([undefined, 'stuck']).toContain(ledger.get(seq));
      }
    }),
  );
});

test('a row that the log does not know is found out', () => {
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom(...deliveryStatuses),
      ({ books: { entries, ledger }, endpoint, missedFrom }, status) => {
        const unknown = (entries.at(-1)?.seq ?? 0) + 1;
        expect(isBalanced(accountOf(endpoint, entries, new Map([...ledger, [unknown, status]]), { missedFrom }))).toBe(
          false,
        );
      },
    ),
  );
});

const line = (loggedAt: number): AuditedAnnouncement => ({
  seq: 1,
  type: 'article.published',
  source: { id: 'a' },
  topics: [],
  loggedAt: at(loggedAt),
});
const since = (seconds: number) => instant(new Date(at(seconds) * 1_000));
test.each<[string, Partial<Endpoint>, number, Entered | undefined, string]>([
  ['what nobody has tried is missing', {}, 50, undefined, 'missing'],
  ['so is what waits for a try that stands in no index', {}, 50, 'stuck', 'missing'],
  ['what waits for its next try is pending', {}, 50, 'pending', 'pending'],
  ['what was given up is failed: a recovery brings it', {}, 50, 'failed', 'failed'],
  ['what is young is on its way', {}, 90, undefined, 'onItsWay'],
  ['what came before an endpoint heard is not owed', { hearsSince: since(60) }, 50, undefined, 'notOwed'],
  ['nor is what came within the same second', { hearsSince: since(50) }, 50, undefined, 'notOwed'],
  ['a row of an earlier release hears since its last change', { updatedAt: since(60) }, 50, undefined, 'notOwed'],
  ['what was delivered before counts as delivered', { hearsSince: since(60) }, 50, 'delivered', 'delivered'],
  ['a disabled endpoint is owed nothing', { status: 'disabled' }, 50, undefined, 'notOwed'],
  ['what is not wanted is filtered', { filter: { sources: ['b'] } }, 50, undefined, 'filtered'],
  [
    'what was sent before the filter was changed was sent',
    { filter: { sources: ['b'] } },
    50,
    'delivered',
    'delivered',
  ],
])('%s', (_what, but, loggedAt, row, standing) => {
  const { counts } = accountOf(
    anEndpoint({ updatedAt: since(0), ...but }),
    [line(loggedAt)],
    new Map(row === undefined ? [] : [[1, row]]),
    { missedFrom: at(90) },
  );
  expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([[standing, 1]]);
});
