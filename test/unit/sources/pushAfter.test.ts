import { afterPoll, pushAfter } from '../../../modules/sources/polling/afterPoll.ts';
import type { FeedDocument } from '../../../modules/feed-reading/feedDocument.ts';
import { epochSeconds, plusSeconds } from '../../../platform/values/time.ts';
import { aDocument, aSource, storedNothing } from '../../helpers/records.ts';

const date = new Date('2026-11-01T12:00:00Z');
const now = epochSeconds(date);
const ago = (seconds: number) => plusSeconds(now, -seconds);
const told = { hub: 'https://hub.example/', topic: 'https://news.example/feed' };
const document = (hub?: FeedDocument['hub']) => aDocument({ hub });
const same = document({ url: told.hub, topic: told.topic });
const leased = { ...told, askedAt: ago(3_600), leaseUntil: plusSeconds(now, 9 * 86_400) };

test('a new hub is asked at once', () => {
  expect(pushAfter(undefined, same, now)).toEqual({ patch: { push: { ...told, askedAt: now } }, isLeaseAsked: true });
});

test.each([
  ['hub', { url: 'https://other.example/', topic: told.topic }],
  ['topic', { url: told.hub, topic: 'https://news.example/other' }],
])('so is one after the %s has changed; what the former granted does not count', (_, hub) => {
  expect(pushAfter({ ...leased, refusal: 'No.' }, document(hub), now)).toEqual({
    patch: { push: { hub: hub.url, topic: hub.topic, askedAt: now } },
    isLeaseAsked: true,
  });
});

test('while a lease runs nothing is written, so that nothing that a hub does meanwhile is written over', () => {
  expect(pushAfter(leased, same, now)).toEqual({ patch: {}, isLeaseAsked: false });
  expect(pushAfter(leased, undefined, now)).toEqual({ patch: {}, isLeaseAsked: false });
});

test('what is due is asked for after a 304 too, and what was said before stays till the hub says otherwise', () => {
  const refused = { ...told, askedAt: ago(86_400), refusal: 'No.' };
  for (const found of [same, undefined])
    expect(pushAfter(refused, found, now)).toEqual({
      patch: { push: { ...refused, askedAt: now } },
      isLeaseAsked: true,
    });
});

describe('of several hubs', () => {
  const [second, third] = ['https://second.example/', 'https://third.example/'];
  const several = document({ url: told.hub, topic: told.topic, others: [second, third, 'https://a.example/'] });
  const lease = { ...told, others: [second, third] };

  test('the first is asked, and two more are kept', () => {
    expect(pushAfter(undefined, several, now).patch.push).toEqual({ ...lease, askedAt: now });
  });

  test('the next is asked where the last asking came to nothing, or its lease has ended', () => {
    const next = { hub: second, topic: told.topic, others: [third, told.hub], askedAt: now };
    for (const granted of [{}, { leaseUntil: ago(90_000) }])
      expect(pushAfter({ ...lease, askedAt: ago(86_400), ...granted }, several, now)).toEqual({
        patch: { push: { ...next, ...granted } },
        isLeaseAsked: true,
      });
    expect(pushAfter({ ...lease, askedAt: ago(86_400) }, undefined, now).patch.push).toEqual(next);
  });

  test('the one that granted a lease is asked for the next, whichever place it has', () => {
    const renewed = {
      ...lease,
      hub: third,
      others: [told.hub],
      askedAt: ago(9 * 86_400),
      leaseUntil: plusSeconds(now, 1),
    };
    expect(pushAfter({ ...renewed, leaseUntil: plusSeconds(now, 8 * 86_400) }, several, now).isLeaseAsked).toBe(false);
    expect(pushAfter(renewed, several, now).patch.push).toEqual({
      ...renewed,
      others: [told.hub, second],
      askedAt: now,
    });
  });

  test('one that the document tells no more is left for the first', () => {
    expect(pushAfter({ ...leased, hub: 'https://former.example/' }, several, now).patch.push).toEqual({
      ...lease,
      askedAt: now,
    });
  });
});

test('a hub that a document does not tell any more is forgotten, and one that never was is not looked for', () => {
  expect(pushAfter(leased, document(), now)).toEqual({ patch: { push: undefined }, isLeaseAsked: false });
  expect(pushAfter(undefined, document(), now)).toEqual({ patch: {}, isLeaseAsked: false });
  expect(pushAfter(undefined, undefined, now)).toEqual({ patch: {}, isLeaseAsked: false });
});

const answering = (status: number) => ({
  response: { status, headers: {}, body: new Uint8Array(), url: 'https://news.example/feed' },
});

test('all of it is in the patch that a poll writes anyway', () => {
  const { patch, isLeaseAsked } = afterPoll(aSource(), { ...answering(200), document: same }, storedNothing, date, 0);
  expect([patch.push, isLeaseAsked]).toEqual([{ ...told, askedAt: now }, true]);
  expect(afterPoll(aSource({ push: leased }), answering(304), undefined, date, 0).patch).not.toHaveProperty('push');
  expect(
    afterPoll(aSource({ push: leased }), { ...answering(200), document: document() }, storedNothing, date, 0).patch,
  ).toHaveProperty('push', undefined);
});

test.each([404, 410, 429, 500])('of a publisher that answers %d no hub is asked, and its hub stays', (status) => {
  const { patch, isLeaseAsked, wentWell } = afterPoll(aSource({ push: told }), answering(status), undefined, date, 0);
  expect(patch).not.toHaveProperty('push');
  expect([isLeaseAsked, wentWell]).toEqual([false, false]);
});
