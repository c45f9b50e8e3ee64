import type { Source } from '../../../modules/sources/source.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import { decideCallback } from '../../../modules/websub/subscriber/callback/takeDistribution.ts';
import { aSource } from '../../helpers/records.ts';

const date = new Date('2026-11-01T12:00:00.500Z');
const now = epochSeconds(date);
/** Times are seconds from now. */
const source = (
  polled: number | undefined,
  next: number,
  but: Partial<Source> = {},
  kind: 'new' | 'retry-later' | 'http-error' = 'new',
) =>
  aSource({
    nextPollAt: plusSeconds(now, next),
    ...(polled !== undefined && {
      lastOutcome: { kind, words: '', at: instant(new Date(date.getTime() + polled * 1000)) },
    }),
    ...but,
  });

test.each<[string, Source, ReturnType<typeof decideCallback>]>([
  ['polled half a minute ago', source(-30, 600), { poll: 'now', patch: { nextPollAt: now } }],
  ['never polled', source(undefined, 600), { poll: 'now', patch: { nextPollAt: now } }],
  [
    'that failed half a minute ago',
    source(-30, 600, { failures: 3 }, 'http-error'),
    { poll: 'now', patch: { nextPollAt: now } },
  ],
  ['polled a second less ago', source(-29, 600), { poll: 'soon', patch: { nextPollAt: plusSeconds(now, 1) } }],
  ['polled just now', source(0, 600), { poll: 'soon', patch: { nextPollAt: plusSeconds(now, 30) } }],
  ['that is due sooner than that', source(0, 30), { poll: 'nothing' }],
  ['that is due', source(-600, 0), { poll: 'again', patch: { pollAgainAt: plusSeconds(now, 30) } }],
  ['that was due long ago', source(-6_000, -3_000), { poll: 'again', patch: { pollAgainAt: plusSeconds(now, 30) } }],
  ['whose publisher has asked for patience', source(-3_000, 600, {}, 'retry-later'), { poll: 'nothing' }],
  ['that is paused', source(-3_000, 600, { status: 'paused' }), { poll: 'nothing' }],
  ['that is paused and due', source(-3_000, -600, { status: 'paused' }), { poll: 'nothing' }],
  ['that is gone', source(-3_000, 600, { status: 'gone' }), { poll: 'nothing' }],
])('a push of a source %s', (_, stands, decision) => {
  expect(decideCallback(stands, date)).toEqual(decision);
});
