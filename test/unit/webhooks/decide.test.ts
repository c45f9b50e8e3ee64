import { expect, test } from '@jest/globals';
import { decideDelivery } from '../../../modules/webhooks/deliver/decide.ts';
import type { DeliveryStanding } from '../../../modules/webhooks/deliver/decide.ts';
import { epochSeconds, plusSeconds } from '../../../platform/values/time.ts';
import { aDelivery, anArticle, anAnnouncedVersion, anEndpoint, at } from '../../helpers/records.ts';

const now = new Date('2026-11-01T09:00:00Z');
const seconds = epochSeconds(now);
const message = { partnerId: 'caspian-times', endpointId: anEndpoint().id, articleId: anArticle().id, version: 1 };
const decided = (but: Partial<DeliveryStanding> = {}) => {
  const decision = decideDelivery(
    {
      message,
      endpoint: anEndpoint(),
      announcedVersion: anAnnouncedVersion(1),
      row: undefined,
      newer: [],
      type: 'article.published',
      ...but,
    },
    now,
  );
  return decision.do === 'close' ? `${decision.do} ${decision.status}` : decision.do;
};
const again = (how: 'recover' | 'replay', asked: string) => ({
  message: { ...message, again: { how, asked: at(asked) } },
});
const attempted = (time: string) => [{ at: at(time), milliseconds: 3, status: 500 }];
const disabled = anEndpoint({ status: 'disabled' });
const failingSince = (time: string) => ({ endpoint: anEndpoint({ failingSince: at(time) }) });
const newer = [aDelivery({ version: 2, seq: 2 })];

test.each<[string, Partial<DeliveryStanding>, string]>([
  ['a first message is sent', {}, 'send'],
  ['a removed endpoint gets nothing, and no row', { endpoint: undefined, newer }, 'drop'],
  ['and what waited for it waits no more', { endpoint: undefined, row: aDelivery({ dueAt: seconds }) }, 'close failed'],
  ['what was never announced is not sent', { announcedVersion: undefined }, 'drop'],
  ['delivered is delivered', { row: aDelivery({ status: 'delivered' }) }, 'drop'],
  ['what waits is not sent before its time', { row: aDelivery({ dueAt: plusSeconds(seconds, 1) }) }, 'drop'],
  ['what waits is sent in its time', { row: aDelivery({ dueAt: seconds }) }, 'send'],
  ['what was given up is not sent by itself', { row: aDelivery({ status: 'failed' }) }, 'drop'],
  ['a superseded one stays so', { row: aDelivery({ status: 'superseded' }) }, 'drop'],
  ['nothing is sent after something newer of its article', { newer }, 'close superseded'],
  ['nor retried after it', { newer, row: aDelivery({ dueAt: seconds }) }, 'close superseded'],
  [
    'nothing is sent of an article that was taken back',
    { announcedVersion: { ...anAnnouncedVersion(1), takenBack: true } },
    'close superseded',
  ],
  ['a disabled endpoint gets nothing, and no row', { endpoint: disabled }, 'drop'],
  ['nor does what waited for it', { endpoint: disabled, row: aDelivery({ dueAt: seconds }) }, 'close failed'],
  [
    'what is new is sent to an endpoint that began to fail within the minute',
    failingSince('2026-11-01T08:59:01Z'),
    'send',
  ],
  ['and waits, unposted, where it has failed for a minute', failingSince('2026-11-01T08:59:00Z'), 'postpone'],
  [
    'what waited is what tries the endpoint',
    { ...failingSince('2026-10-31T09:00:00Z'), row: aDelivery({ dueAt: seconds }) },
    'send',
  ],
  [
    'what was asked for does not wait',
    { ...failingSince('2026-10-31T09:00:00Z'), ...again('recover', '2026-11-01T08:59:00Z') },
    'send',
  ],
  ['what is superseded is not postponed', { ...failingSince('2026-10-31T09:00:00Z'), newer }, 'close superseded'],
  [
    'recovery sends what was given up',
    {
      ...again('recover', '2026-11-01T08:59:00Z'),
      row: aDelivery({ status: 'failed', history: attempted('2026-11-01T08:00:00Z') }),
    },
    'send',
  ],
  [
    'recovery does not wait for the next retry',
    {
      ...again('recover', '2026-11-01T08:59:00Z'),
      row: aDelivery({ dueAt: plusSeconds(seconds, 999), history: attempted('2026-11-01T08:00:00Z') }),
    },
    'send',
  ],
  [
    'recovery sends nothing twice',
    {
      ...again('recover', '2026-11-01T08:59:00Z'),
      row: aDelivery({ status: 'delivered', history: attempted('2026-11-01T08:00:00Z') }),
    },
    'drop',
  ],
  [
    'recovery tries once',
    {
      ...again('recover', '2026-11-01T08:59:00Z'),
      row: aDelivery({ dueAt: plusSeconds(seconds, 999), history: attempted('2026-11-01T08:59:30Z') }),
    },
    'drop',
  ],
  [
    'recovery sends nothing older than what was sent',
    { ...again('recover', '2026-11-01T08:59:00Z'), newer },
    'close superseded',
  ],
  [
    'a replay sends what was delivered',
    {
      ...again('replay', '2026-11-01T08:59:00Z'),
      row: aDelivery({ status: 'delivered', history: attempted('2026-11-01T08:00:00Z') }),
    },
    'send',
  ],
  [
    'a replay whose message comes twice is sent once',
    {
      ...again('replay', '2026-11-01T08:59:00Z'),
      row: aDelivery({ status: 'delivered', history: attempted('2026-11-01T08:59:00Z') }),
    },
    'drop',
  ],
  ['what the endpoint does not ask for any more is dropped', { type: undefined }, 'drop'],
  [
    'but not without a row where a worker that died may have sent it',
    { type: undefined, isRepeat: true },
    'close superseded',
  ],
  ['nor where its endpoint was disabled meanwhile', { endpoint: disabled, isRepeat: true }, 'close failed'],
  ['and closed where it waited', { type: undefined, row: aDelivery({ dueAt: seconds }) }, 'close superseded'],
  [
    'an end is not told to who never had the article',
    { type: 'article.withdrawn', mayHave: false },
    'close superseded',
  ],
  ['and is told to who may have it', { type: 'article.withdrawn', mayHave: true }, 'send'],
  [
    'also where the article was out once more meanwhile, not for them, and was taken back again',
    { announcedVersion: { ...anAnnouncedVersion(1), takenBack: true }, type: 'article.withdrawn' },
    'send',
  ],
  [
    'a replay of what is superseded leaves a delivered row alone',
    {
      ...again('replay', '2026-11-01T08:59:00Z'),
      newer,
      row: aDelivery({ status: 'delivered', history: attempted('2026-11-01T08:00:00Z') }),
    },
    'drop',
  ],
])('%s', (_what, standing, expected) => {
  expect(decided(standing)).toBe(expected);
});
