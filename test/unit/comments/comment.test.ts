import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decided, decisions, heldComment, isOpen } from '../../../modules/comments/comment.ts';
import type { Comment, Decision } from '../../../modules/comments/comment.ts';
import { instant } from '../../../platform/values/time.ts';
import { aSentComment } from './made.ts';

const now = new Date('2026-11-01T09:00:00Z');
const after = (made: readonly Decision[]): Comment =>
  made.reduce((comment, decision) => decided(comment, decision, now) ?? comment, heldComment(aSentComment(), now));

test('decisions end alike in any order, and however often they are made', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...decisions)), (made) => {
      const end = after(made);
      // the law, without the code: what was ever rejected is, or else what was ever approved
      const ever = (decision: Decision) => made.includes(decision);
      const unlessRejected = ever('approve') ? 'approved' : 'held';
      expect(end.status).toBe(ever('reject') ? 'rejected' : unlessRejected);
      expect(after([...made, ...made])).toEqual(end);
      expect([end.name, end.text]).toEqual(
        end.status === 'rejected' ? ['', ''] : [aSentComment().name, aSentComment().text],
      );
    }),
  );
});

test('a decision that changes nothing is none', () => {
  expect(decided(after(['approve']), 'approve', now)).toBeUndefined();
  expect(decided(after(['reject']), 'approve', now)).toBeUndefined();
  expect(decided(after(['reject']), 'reject', now)).toBeUndefined();
});

describe('an article takes comments', () => {
  const listedAt = instant(new Date('2026-10-20T09:00:00Z'));
  test.each([
    ['within the days that the stage gives', 13, false, true],
    ['and not after them', 12, false, false],
    ['and not where an operator has closed it', 13, true, false],
  ])('%s', (_, closeAfterDays, isClosed, is) => {
    expect(isOpen({ listedAt }, { closeAfterDays, isClosed }, now)).toBe(is);
  });
});
