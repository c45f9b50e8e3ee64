import { afterPoll } from '../../../modules/sources/polling/afterPoll.ts';
import type { PublisherAnswer } from '../../../modules/sources/polling/askPublisher.ts';
import { runsIn, toldRuns } from '../../../modules/sources/recent.ts';
import type { Source } from '../../../modules/sources/source.ts';
import type { GuardedResponse } from '../../../platform/http/guardedFetch.ts';
import { epochSeconds, plusSeconds } from '../../../platform/values/time.ts';
import { aDocument, aSource, at, storedNothing } from '../../helpers/records.ts';

const start = new Date('2026-11-01T12:00:00Z');
const after = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
const document = aDocument({ notes: ['a repair'] });
const news = (created: number) => ({ ...storedNothing, created, revised: 1 });
const answered = (status: number, more: Partial<GuardedResponse> = {}): PublisherAnswer => ({
  response: { status, headers: {}, body: new Uint8Array(), url: 'https://eurasia.example/feed.xml', ...more },
});

/** A source's row after polls that were answered so, an hour after the other. */
function polled(source: Source, answers: readonly PublisherAnswer[], from = start): Source {
  return answers.reduce((row, answer, index) => {
    const now = new Date(from.getTime() + index * 3_600_000);
    const { patch } = afterPoll(row, answer, answer.document && news(0), now, 0);
    return { ...row, ...patch };
  }, source);
}
const times = (count: number, answer: PublisherAnswer) => Array<PublisherAnswer>(count).fill(answer);

describe('being put off', () => {
  const wait = answered(503, { headers: { 'retry-after': '3600' } });

  test('is no failure for a day, and one from then on, with words that stay the same', () => {
    const patient = polled(aSource(), times(24, wait));
    expect([patient.failures, patient.lastOutcome?.words]).toEqual([0, expect.stringContaining('in 60 min')]);
    const tired = polled(patient, [wait], after(24));
    expect([tired.failures, tired.lastOutcome]).toEqual([
      1,
      {
        kind: 'retry-later',
        words:
          'The publisher has put us off at every poll since 2026-11-01T12:00:00.000Z (503). Ask it whether it refuses us.',
        at: at('2026-11-02T12:00:00Z'),
      },
    ]);
    const later = polled(tired, [wait], after(25));
    expect([later.failures, later.lastOutcome?.words]).toEqual([2, tired.lastOutcome?.words]);
    expect(later.nextPollAt - epochSeconds(after(25))).toBeGreaterThanOrEqual(3_600);
  });

  test('begins anew after a poll that went well', () => {
    const row = polled(aSource(), [...times(20, wait), answered(304), ...times(20, wait)]);
    expect(row.failures).toBe(0);
  });
});

describe('a bot wall', () => {
  const body = Buffer.from('<html><title>Just a moment...</title></html>');

  test.each([
    [200, 'not-a-feed'],
    [403, 'http-error'],
    [429, 'http-error'],
    [503, 'http-error'],
  ])('of status %d is a failure at once, and named', (status, kind) => {
    const { outcome, patch } = afterPoll(aSource(), answered(status, { body }), undefined, start, 0);
    expect([outcome.kind, patch.failures]).toEqual([kind, 1]);
    expect(outcome.words).toMatch(/^A bot wall \(Cloudflare\) answers in place of the feed/);
  });

  test('that says when to come back is obeyed, and what is gone is gone, whatever page comes with it', () => {
    const obeyed = answered(503, { body, headers: { 'retry-after': '60' } });
    expect(afterPoll(aSource(), obeyed, undefined, start, 0).outcome.kind).toBe('retry-later');
    expect(afterPoll(aSource(), answered(410, { body }), undefined, start, 0).outcome.kind).toBe('gone');
    expect(afterPoll(aSource(), answered(404, { body }), undefined, start, 0).outcome.kind).toBe('not-found');
  });
});

describe('a permanent redirect', () => {
  const moved = { ...answered(200, { movedTo: 'https://new.example/feed' }), document };
  const { url } = aSource();

  test('is noted, and kept once it has held for a day', () => {
    const noted = polled(aSource(), times(24, moved));
    expect([noted.url, noted.movedTo]).toEqual([url, { url: 'https://new.example/feed', since: epochSeconds(start) }]);
    const kept = polled(noted, [moved], after(24));
    expect([kept.url, kept.movedTo]).toEqual(['https://new.example/feed', undefined]);
  });

  test.each([
    ['is over', { ...answered(200), document, documentHash: 'x' }],
    ['has led elsewhere', { ...answered(200, { movedTo: 'https://other.example/feed' }), document }],
  ])('that %s in between begins anew', (_, other) => {
    const row = polled(aSource(), [...times(20, moved), other, ...times(20, moved)]);
    expect([row.url, row.movedTo?.since]).toEqual([url, epochSeconds(after(21))]);
  });

  test('that leads to no feed moves nothing, and a failure in between forgets nothing', () => {
    const lost = answered(404, { movedTo: 'https://new.example/feed' });
    expect(polled(aSource(), times(30, lost))).toMatchObject({ url });
    expect(polled(aSource(), times(30, lost)).movedTo).toBeUndefined();
    const row = polled(aSource(), [moved, ...times(24, answered(500)), moved]);
    expect(row.url).toBe('https://new.example/feed');
  });
});

describe('validators', () => {
  const headers = { etag: '"1"', 'last-modified': 'yesterday' };
  const read = (source: Partial<Source>, created: number, more: Partial<GuardedResponse> = {}) => {
    const came = { ...document, ...(more.isCut && { isCut: true as const }) };
    return afterPoll(
      aSource(source),
      { ...answered(200, { headers, ...more }), document: came, documentHash: 'x' },
      news(created),
      start,
      0,
    ).patch;
  };

  test('of an answer that was cut off are not kept, and that is noted', () => {
    expect(read({ etag: '"0"' }, 1, { isCut: true })).toMatchObject({
      etag: undefined,
      lastModified: undefined,
      notes: ['the answer was cut off: read what came', 'a repair'],
    });
  });

  test('that stay the same when there is something new are distrusted until they differ', () => {
    const same = { etag: '"1"', lastModified: 'yesterday' };
    expect(read({}, 1).distrustsValidators).toBeUndefined();
    expect(read(same, 0).distrustsValidators).toBeUndefined();
    expect(read(same, 1).distrustsValidators).toBe(true);
    expect(read({ ...same, distrustsValidators: true }, 0).distrustsValidators).toBe(true);
    expect(read({ ...same, etag: '"0"', distrustsValidators: true }, 1).distrustsValidators).toBeUndefined();
  });

  test('there are none to distrust where none are sent', () => {
    expect(read({}, 1, { headers: {} }).distrustsValidators).toBeUndefined();
  });
});

test('of a document the row says when it was read, and what was in it', () => {
  const { patch } = afterPoll(aSource(), { ...answered(200), document, documentHash: 'x' }, news(2), start, 0);
  expect(patch).toMatchObject({ lastReadAt: at('2026-11-01T12:00:00Z'), lastRead: { items: 0, new: 2, changed: 1 } });
  expect(afterPoll(aSource(), answered(304), undefined, start, 0).patch).not.toHaveProperty('lastReadAt');
});

test('the last ten outcomes are kept; equal ones are counted, and failures keep their words', () => {
  const well = answered(304);
  const row = polled(aSource(), [answered(404), ...times(48, well), answered(500), ...times(2, well)]);
  const now = epochSeconds(start);
  const failures = [{ at: at('2026-11-01T12:00:00Z'), kind: 'not-found', words: 'nothing there' }] as const;
  expect(toldRuns(row, failures)).toEqual([
    { kind: 'not-modified', times: 2, since: plusSeconds(now, 50 * 3_600), words: row.lastOutcome?.words },
    { kind: 'http-error', times: 1, since: plusSeconds(now, 49 * 3_600), words: undefined },
    { kind: 'not-modified', times: 48, since: plusSeconds(now, 3_600), words: undefined },
    { kind: 'not-found', times: 1, since: now, words: 'nothing there' },
  ]);
  const flapping = Array.from({ length: 9 }, () => [well, answered(500)]).flat();
  const { recent } = polled(row, flapping, after(60));
  expect(runsIn(recent)).toHaveLength(10);
  expect(recent!.length).toBeLessThan(150);
  expect(runsIn(undefined)).toEqual([]);
  expect(runsIn('99.1.abc nonsense 2.1')).toEqual([]);
});

test('a correction that waits is announced by a poll of its own, whatever the habit', () => {
  const heldUntil = plusSeconds(epochSeconds(start), 600);
  const { patch } = afterPoll(
    aSource(),
    { ...answered(200), document, documentHash: 'x' },
    { ...storedNothing, held: 1, heldUntil },
    start,
    0,
  );
  expect(patch).toMatchObject({ heldUntil, nextPollAt: heldUntil, lastRead: { held: 1 } });
  const later = afterPoll(aSource({ heldUntil }), answered(304), undefined, start, 0).patch;
  expect(later.nextPollAt).toBe(heldUntil);
  const failed = afterPoll(aSource({ heldUntil }), answered(500), undefined, start, 0).patch;
  expect(failed.nextPollAt).toBeGreaterThan(heldUntil);
});
