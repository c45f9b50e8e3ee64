import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { faultsIn, isBanned, textToKnow } from '../../../modules/comments/judge.ts';
import { foldedOf, plainLine, plainText } from '../../../modules/comments/plainText.ts';

const typed = { name: 'Leyla', text: 'The harbour was busier than that.' };

describe('a comment by itself', () => {
  test.each([
    ['is all right', {}, []],
    ['needs a name', { name: '' }, ['noName']],
    ['needs a text', { text: '' }, ['noText']],
    ['may have a name of 60 characters, whatever they take in UTF-16', { name: '👩🏽'.repeat(30) }, []],
    ['and not of more', { name: 'n'.repeat(61) }, ['longName']],
    ['may have 2,000 characters', { text: 't'.repeat(2_000) }, []],
    ['and not more', { text: 't'.repeat(2_001) }, ['longText']],
    ['may have two links', { text: 'https://a.example and www.b.example' }, []],
    ['and not three', { text: 'see HTTPS://a.example http://b.example www.c.example' }, ['tooManyLinks']],
    ['has no link as a name', { name: 'www.pills.example' }, ['linkInName']],
    ['says all that is wrong with it', { name: '', text: '' }, ['noName', 'noText']],
  ])('%s', (_, more, faults) => {
    expect(faultsIn({ ...typed, ...more })).toEqual(faults);
  });
});

describe('banned words', () => {
  test.each([
    ['a word', 'casino', 'Best CASINO in town', true],
    ['with accents and marks', 'casino', 'best cásіno, câsino!', true],
    ['in its text alone, not within another word', 'cas', 'a castle', false],
    ['a phrase', 'buy now', 'so: buy -- now!', true],
    ['a domain, in a link', 'spam.example', 'https://spam.example/x', true],
    ['and below it', 'spam.example', 'https://www.a.spam.example', true],
    ['and not another', 'spam.example', 'https://notspam.example', false],
    ['nothing', 'spam.example', 'The harbour', false],
  ])('are found: %s', (_, ban, text, is) => {
    expect(isBanned({ ...typed, text }, [foldedOf(ban)])).toBe(is);
  });

  test('in a name, too', () => {
    expect(isBanned({ ...typed, name: 'Casino Bonus' }, ['casino'])).toBe(true);
  });
});

test('a text is known again whatever its capitals and signs are, and where it is long enough to be nobody else’s', () => {
  expect(textToKnow({ ...typed, text: 'THE harbour, was busier: than that!!' })).toBe(textToKnow(typed));
  expect(textToKnow({ ...typed, text: 'Thank you!' })).toBeUndefined();
});

describe('plain text', () => {
  test.each([
    ['keeps its paragraphs', 'one\r\ntwo\n\n\n\n three ', 'one\ntwo\n\nthree'],
    ['turns no text around', 'a\u202Eb\u2066c\u200Fd\u061Ce', 'abcde'],
    ['has no controls', 'a\0b\x1B[31mc\u0085d', 'ab[31mcd'],
    ['heaps no marks', `a${'\u0316'.repeat(50)}b`, `a${'\u0316'.repeat(4)}b`],
    ['keeps joiners, which Persian and emoji need', 'می\u200Cخواهم 👩‍🚀', 'می\u200Cخواهم 👩‍🚀'],
    ['is well-formed', 'a\uD800b', 'a\uFFFDb'],
    ['leaves markup as what it is, text', '<b onclick=x>&amp;</b>', '<b onclick=x>&amp;</b>'],
  ])('%s', (_, from, to) => {
    expect(plainText(from)).toBe(to);
  });

  test('is plain after once, and a line has no lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
        expect(plainLine(text)).not.toMatch(/[\n\r]/);
      }),
    );
  });
});
