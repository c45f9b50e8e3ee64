import { describe, expect, test } from '@jest/globals';
import {
  allowed,
  changedPreferences,
  confirmed,
  digested,
  dueAgain,
  left,
  paused,
  signedUp,
  suppressed,
} from '../../../modules/subscribers/subscription.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';
import { preferences, reader } from '../../helpers/readers.ts';

const now = new Date('2026-11-24T02:00:00Z');
const due = (text: string) => epochSeconds(new Date(text));
const weekly = { ...preferences, cadence: { frequency: 'weekly', weekday: 1, hour: 20, zone: 'UTC' } } as const;
const who = { id: 'a'.repeat(32), address: 'reader@baku.example' };
const asking = (requestId: string) => ({ requestId, preferences: weekly });

test('a sign-up waits for the button of its own mail', () => {
  const pending = signedUp(undefined, who, asking('one'), now)!;
  expect(pending).toMatchObject({ ...who, status: 'pending', asked: { requestId: 'one', preferences: weekly } });
  expect(pending.dueAt).toBeUndefined();
  const again = signedUp(pending, who, asking('two'), now)!;
  expect(confirmed(again, 'one', 5, now)).toBeUndefined();
  expect(confirmed(again, 'two', 5, now)).toMatchObject({
    status: 'active',
    readTo: 5,
    asked: undefined,
    dueAt: due('2026-11-30T20:00:00Z'),
    consent: { how: 'button', requestId: 'two' },
  });
});

test('the button counts once', () => {
  const active = confirmed(signedUp(undefined, who, asking('one'), now)!, 'one', 5, now)!;
  expect(confirmed(active, 'one', 9, now)).toBeUndefined();
});

test('who is subscribed or suppressed cannot be changed by a stranger who signs them up', () => {
  expect(signedUp(reader(), who, asking('one'), now)).toBeUndefined();
  expect(signedUp(reader({ status: 'suppressed' }), who, asking('one'), now)).toBeUndefined();
});

test.each(['left', 'paused'] as const)('who has %s and signs up again must press the button again', (status) => {
  const before = reader({ status, softBounces: [due('2026-11-20T00:00:00Z')] });
  const asked = signedUp(before, who, asking('one'), now)!;
  expect(asked).toMatchObject({ status, preferences, asked: { requestId: 'one' } });
  expect(asked.dueAt).toBeUndefined();
  expect(confirmed(asked, 'one', 5, now)).toMatchObject({ status: 'active', preferences: weekly, softBounces: [] });
});

describe('a reader who leaves', () => {
  test('is due no more, and a sign-up that waited is void', () => {
    const gone = left(reader({ dueAt: due('2026-11-24T03:00:00Z') }), 'They left.', now)!;
    expect(gone).toMatchObject({ status: 'left', reason: 'They left.', dueAt: undefined });
    expect(left(gone, 'again', now)).toBeUndefined();
    const waiting = signedUp(gone, who, asking('one'), now)!;
    expect(left({ ...waiting, status: 'pending' }, 'no', now)!.asked).toBeUndefined();
  });

  test('is not brought from a suppression by it', () => {
    expect(left(reader({ status: 'suppressed' }), 'They left.', now)).toBeUndefined();
  });
});

test('a suppression ends every status, and lifting it makes nobody active', () => {
  const row = suppressed(reader({ dueAt: due('2026-11-24T03:00:00Z') }), 'spam', now)!;
  expect(row).toMatchObject({ status: 'suppressed', dueAt: undefined });
  expect(suppressed(row, 'again', now)).toBeUndefined();
  expect(allowed(row, 'lifted', now)).toMatchObject({ status: 'left' });
  expect(allowed(reader(), 'lifted', now)).toBeUndefined();
  expect(paused(row, 'soft', now)).toBeUndefined();
});

describe('other preferences', () => {
  test('move the next digest', () => {
    expect(changedPreferences(reader({ dueAt: due('2026-11-24T03:00:00Z') }), weekly, now)).toMatchObject({
      preferences: weekly,
      dueAt: due('2026-11-30T20:00:00Z'),
    });
  });

  test('do not lose one that is due already', () => {
    expect(changedPreferences(reader({ dueAt: due('2026-11-24T01:00:00Z') }), weekly, now)).toMatchObject({
      dueAt: due('2026-11-24T01:00:00Z'),
    });
  });

  test('are for those who are subscribed', () => {
    expect(changedPreferences(reader({ status: 'left' }), weekly, now)).toBeUndefined();
  });
});

describe('a digest that is done', () => {
  const missed = reader({ dueAt: due('2026-11-20T03:00:00Z'), readTo: 4 });

  test('makes good all that were missed: the next is the next hour from now', () => {
    expect(digested(missed, missed.dueAt!, { readTo: 9, stories: 3 }, now)).toMatchObject({
      readTo: 9,
      dueAt: due('2026-11-24T03:00:00Z'),
      lastDigest: { dueAt: missed.dueAt, stories: 3 },
    });
  });

  test('and empty is not noted as the last', () => {
    expect(digested(missed, missed.dueAt!, { readTo: 9, stories: 0 }, now)!.lastDigest).toBeUndefined();
  });

  test('is done once, and not after its reader left', () => {
    expect(
      digested({ ...missed, dueAt: due('2026-11-24T03:00:00Z') }, missed.dueAt!, { readTo: 9, stories: 3 }, now),
    ).toBeUndefined();
    expect(digested(left(missed, '', now)!, missed.dueAt!, { readTo: 9, stories: 3 }, now)).toBeUndefined();
  });
});

describe('a reader who was found in no due index', () => {
  const last = (time: string) => ({ lastDigest: { dueAt: due(time), at: instant(new Date(time)), stories: 3 } });

  test('is due at the next hour of theirs', () => {
    expect(dueAgain(reader(last('2026-11-23T03:00:05Z')), now)).toMatchObject({ dueAt: due('2026-11-24T03:00:00Z') });
  });

  test('is due since the hour that was missed', () => {
    expect(dueAgain(reader(last('2026-11-22T03:00:05Z')), now)).toMatchObject({ dueAt: due('2026-11-23T03:00:00Z') });
    expect(dueAgain(reader({ statusAt: instant(new Date('2026-11-22T12:00:00Z')) }), now)).toMatchObject({
      dueAt: due('2026-11-23T03:00:00Z'),
    });
  });

  test('but not since weeks ago, when there was nothing to tell', () => {
    expect(dueAgain(reader(last('2026-09-01T03:00:00Z')), now)).toMatchObject({ dueAt: due('2026-11-17T03:00:00Z') });
  });

  test('keeps a due time that only the index had lost', () => {
    expect(dueAgain(reader({ dueAt: due('2026-11-20T03:00:00Z') }), now)).toMatchObject({
      dueAt: due('2026-11-20T03:00:00Z'),
    });
  });

  test.each(['pending', 'paused', 'left', 'suppressed'] as const)('stays as they are where they are %s', (status) => {
    expect(dueAgain(reader({ status }), now)).toBeUndefined();
  });
});
