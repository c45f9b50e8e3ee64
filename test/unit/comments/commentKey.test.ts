import { describe, expect, test } from '@jest/globals';
import { commentKeyWith } from '../../../modules/comments/commentKey.ts';
import { readerKeyWith } from '../../../modules/subscribers/readerKey.ts';

const key = commentKeyWith('a passphrase of a test');
const other = commentKeyWith('another passphrase');
const now = new Date('2026-11-01T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const [article, comment] = ['a'.repeat(32), 'c'.repeat(32)];
const typed = { name: 'Leyla', text: 'Well said.' };

test('the same comment has one id, and each other its own', () => {
  const id = key.idOf(article, typed);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(key.idOf(article, { ...typed })).toBe(id);
  const others = [
    key.idOf('b'.repeat(32), typed),
    key.idOf(article, { ...typed, name: 'Leyla W' }),
    key.idOf(article, { name: 'Leyl', text: 'aWell said.' }),
    other.idOf(article, typed),
  ];
  expect(new Set([id, ...others]).size).toBe(5);
});

describe('a form', () => {
  const token = key.signForm(article, now);
  test('says how long it has been open, for a day', () => {
    expect(key.formAge(token, article, now)).toBe(0);
    expect(key.formAge(token, article, later(86_399))).toBe(86_399);
    expect(key.formAge(token, article, later(86_400))).toBeUndefined();
  });
  test.each([
    ['another article', key.formAge(token, 'b'.repeat(32), now)],
    ['another key', other.formAge(token, article, now)],
    ['a token for a moderator', key.formAge(key.signModeration(article, now), article, now)],
    ['a token of readers', key.formAge(readerKeyWith('a passphrase of a test').pseudonym('x'), article, now)],
    ['nothing', key.formAge('', article, now)],
  ])('says nothing of %s', (_, age) => {
    expect(age).toBeUndefined();
  });
});

describe("a moderator's token", () => {
  const token = key.signModeration(comment, now);
  test('is for one comment, for two weeks', () => {
    expect(key.readModeration(token, later(14 * 86_400 - 1))).toEqual({ commentId: comment });
    expect(key.readModeration(token, later(14 * 86_400))).toBe('expired');
  });
  test.each([
    ['of another key', other.signModeration(comment, now)],
    ['of a form', key.signForm(comment, now)],
    ['cut', token.slice(0, -1)],
    ['missing', ''],
  ])('%s is none', (_, wrong) => {
    expect(key.readModeration(wrong, now)).toBe('forged');
  });
});
