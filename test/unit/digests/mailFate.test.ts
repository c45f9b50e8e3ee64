import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fateOf, ledgerStep, readerAfter } from '../../../modules/digests/digest.ts';
import type { Digest, Fate } from '../../../modules/digests/digest.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { reader } from '../../helpers/readers.ts';

const now = new Date('2026-11-24T02:00:00Z');
const at = (day: number) => (1_800_000_000 + day * 86_400) as EpochSeconds;
const soft = { bounceType: 'Transient', bounceSubType: 'MailboxFull' };
const after = (row: Subscriber, fates: readonly (readonly [Fate, number])[]) =>
  fates.reduce(
    (before, [fate, day]) =>
      readerAfter(before, fate, { dueAt: at(day), bounce: fate.endsWith('bounce') ? soft : undefined }, now) ?? before,
    row,
  );

test.each([
  [{ type: 'Send' }, 'sent'],
  [{ type: 'Delivery' }, 'delivered'],
  [{ type: 'Complaint' }, 'complaint'],
  [{ type: 'Reject' }, 'rejected'],
  [{ type: 'Bounce', bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' } }, 'hard bounce'],
  [{ type: 'Bounce', bounce: soft }, 'soft bounce'],
  [{ type: 'Bounce', bounce: { bounceType: 'Undetermined', bounceSubType: 'Undetermined' } }, 'soft bounce'],
  [{ type: 'DeliveryDelay' }, undefined],
] as const)('%j is %s', (event, fate) => {
  expect(fateOf({ bounce: undefined, ...event })).toBe(fate);
});

test('events in any order, and twice, leave the ledger where the worst of them does', () => {
  const order: Digest['status'][] = ['sending', 'sent', 'soft-bounced', 'delivered', 'bounced', 'complained'];
  const fates = ['sent', 'soft bounce', 'delivered', 'hard bounce', 'complaint'] as const;
  const run = (list: readonly Fate[]) =>
    list.reduce<Digest['status']>((status, fate) => ledgerStep(fate, status)?.to ?? status, 'sending');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...fates), { maxLength: 8 }), (list) => {
      const worst = Math.max(0, ...list.map((fate) => fates.indexOf(fate) + 1));
      expect(run(list)).toBe(order[worst]);
    }),
  );
});

test('what a mailbox took and then answered by itself stays delivered', () => {
  expect(ledgerStep('soft bounce', 'delivered')).toBeUndefined();
  expect(ledgerStep('delivered', 'soft-bounced')).toMatchObject({ to: 'delivered' });
  expect(ledgerStep('sent', undefined)).toBeUndefined();
});

describe('the reader', () => {
  test.each(['complaint', 'hard bounce'] as const)('gets no more mail after one %s, also of a confirmation', (fate) => {
    expect(readerAfter(reader({ dueAt: at(1) }), fate, { dueAt: undefined, bounce: undefined }, now)).toMatchObject({
      status: 'suppressed',
      dueAt: undefined,
    });
  });

  test('is paused after three soft bounces in a row', () => {
    expect(
      after(reader(), [
        ['soft bounce', 1],
        ['soft bounce', 2],
      ]),
    ).toMatchObject({ status: 'active' });
    expect(
      after(reader(), [
        ['soft bounce', 1],
        ['soft bounce', 2],
        ['soft bounce', 3],
      ]),
    ).toMatchObject({ status: 'paused', reason: 'The mailbox put off 3 digests in a row (Transient, MailboxFull).' });
  });

  test('is not paused where one arrived in between, or where one event came three times', () => {
    expect(
      after(reader(), [
        ['soft bounce', 1],
        ['soft bounce', 2],
        ['delivered', 3],
        ['soft bounce', 4],
      ]),
    ).toMatchObject({ status: 'active', softBounces: [at(4)] });
    expect(
      after(reader(), [
        ['soft bounce', 1],
        ['soft bounce', 1],
        ['soft bounce', 1],
      ]),
    ).toMatchObject({ status: 'active', softBounces: [at(1)] });
  });

  test('is not forgiven by an older delivery that is heard of late', () => {
    expect(
      after(reader(), [
        ['soft bounce', 2],
        ['delivered', 1],
      ]).softBounces,
    ).toEqual([at(2)]);
  });

  test('is not written where nothing changes', () => {
    expect(readerAfter(reader(), 'delivered', { dueAt: at(1), bounce: undefined }, now)).toBeUndefined();
    expect(readerAfter(reader(), 'sent', { dueAt: at(1), bounce: undefined }, now)).toBeUndefined();
  });
});
