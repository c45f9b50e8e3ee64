import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueLink, linkPurposes, linkTo, readerKeyWith, tokenFor } from '../../../modules/subscribers/readerKey.ts';
import type { LinkClaims, LinkPurpose } from '../../../modules/subscribers/readerKey.ts';
import { epochSeconds, plusSeconds } from '../../../platform/values/time.ts';

const key = readerKeyWith('a passphrase of a test, long enough to be one');
const now = new Date('2026-11-01T08:00:00Z');
const hour = plusSeconds(epochSeconds(now), 3_600);
const subscriberId = '0123456789abcdef0123456789abcdef';
const claims: LinkClaims = { purpose: 'confirm', subscriberId, requestId: 'abc123' };
const token = key.sign(claims, hour);

describe('a token', () => {
  test('says what it was signed for, until it expires', () => {
    expect(key.verify(token, 'confirm', now)).toEqual(claims);
    expect(key.verify(key.sign({ purpose: 'unsubscribe', subscriberId }, hour), 'unsubscribe', now)).toEqual({
      purpose: 'unsubscribe',
      subscriberId,
    });
    expect(key.verify(token, 'confirm', new Date(hour * 1000 - 1))).toEqual(claims);
    expect(key.verify(token, 'confirm', new Date(hour * 1000))).toBe('expired');
  });

  test.each(
    linkPurposes.flatMap((signed) =>
      linkPurposes.filter((asked) => asked !== signed).map((asked) => [signed, asked] as const),
    ),
  )('for %s is none for %s', (signed, asked) => {
    expect(key.verify(key.sign({ purpose: signed, subscriberId }, hour), asked, now)).toBe('forged');
  });

  test('cut at any length is none', () => {
    for (let length = 0; length < token.length; length++) {
      expect(key.verify(token.slice(0, length), 'confirm', now)).toBe('forged');
      expect(key.verify(token.slice(length + 1), 'confirm', now)).toBe('forged');
    }
  });

  test('changed or lengthened anywhere is none', () => {
    const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n%'];
    fc.assert(
      fc.property(fc.nat(token.length), fc.constantFrom(...characters), fc.boolean(), (place, character, replaces) => {
        const other = token.slice(0, place) + character + token.slice(place + (replaces ? 1 : 0));
        fc.pre(other !== token);
        expect(key.verify(other, 'confirm', now)).toBe('forged');
      }),
      { numRuns: 3_000 },
    );
  });

  test('of another key, or made of nothing, is none', () => {
    expect(key.verify(readerKeyWith('another passphrase').sign(claims, hour), 'confirm', now)).toBe('forged');
    const parts = (text: string) => text.split('.') as [string, string];
    const other = key.sign({ ...claims, subscriberId: 'f'.repeat(32) }, hour);
    expect(key.verify(`${parts(other)[0]}.${parts(token)[1]}`, 'confirm', now)).toBe('forged');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(key.verify(text, 'confirm', now)).toBe('forged');
      }),
    );
  });
});

test('an id and a pseudonym tell nothing, and are the same for the same', () => {
  expect(key.idOf('Reader@example.org')).toBe(key.idOf('reader@EXAMPLE.org'));
  expect(key.idOf('reader@example.org')).toMatch(/^[0-9a-f]{32}$/);
  expect(key.idOf('reader@example.org')).not.toBe(readerKeyWith('another passphrase').idOf('reader@example.org'));
  expect(key.pseudonym('203.0.113.7')).toMatch(/^[\w-]{22}$/);
  expect(key.pseudonym('203.0.113.7')).not.toBe(key.pseudonym('203.0.113.8'));
});

test.each<[LinkPurpose, string, number]>([
  ['confirm', '/subscribe/confirm', 3],
  ['preferences', '/preferences', 90],
  ['unsubscribe', '/unsubscribe', 400],
])('a link for %s leads to %s and works for %d days', (purpose, path, days) => {
  const link = new URL(linkTo({ purpose, subscriberId }, { key, now, publicUrl: 'https://news.example' }));
  expect(`${link.origin}${link.pathname}`).toBe(`https://news.example${path}`);
  expect(link.searchParams.get('token')).toBe(tokenFor({ purpose, subscriberId }, { key, now }));
  expect(link.href).toMatch(/token=[\w.-]+$/); // nothing that a mail program or a browser would write another way
  const after = (seconds: number) => new Date(now.getTime() + (days * 86_400 + seconds) * 1000);
  expect(key.verify(link.searchParams.get('token') ?? '', purpose, after(-1))).toEqual({ purpose, subscriberId });
  expect(key.verify(link.searchParams.get('token') ?? '', purpose, after(0))).toBe('expired');
});

describe("the link of a digest's page", () => {
  const issue = { issue: 'f'.repeat(32), language: 'ar', date: '2026-11-01', offset: '+04:00' } as const;
  const link = new URL(issueLink(issue, { key, publicUrl: 'https://news.example' }));
  const given = link.searchParams.get('token') ?? '';

  test('says which issue, in which language and by which clock, and nothing else', () => {
    expect(`${link.origin}${link.pathname}`).toBe('https://news.example/digests');
    expect(key.verifyIssue(given, now)).toEqual(issue);
    expect(Buffer.from(given.split('.')[0] ?? '', 'base64url').toString()).toBe(
      `issue.${'f'.repeat(32)}.ar.2026-11-01.+04:00.${(Date.parse('2026-12-02') / 1_000).toString(36)}`,
    );
  });

  test('is the same for all who share the issue, and works for a month', () => {
    expect(issueLink(issue, { key, publicUrl: 'https://news.example' })).toBe(link.href);
    expect(key.verifyIssue(given, new Date('2026-12-01T23:59:59Z'))).toEqual(issue);
    expect(key.verifyIssue(given, new Date('2026-12-02T00:00:00Z'))).toBe('expired');
  });

  test("is none for a reader's own pages, nor is theirs one; changed or cut it is none", () => {
    for (const purpose of linkPurposes) {
      expect(key.verify(given, purpose, now)).toBe('forged');
      expect(key.verifyIssue(key.sign({ purpose, subscriberId }, hour), now)).toBe('forged');
    }
    for (let length = 0; length < given.length; length++)
      expect(key.verifyIssue(given.slice(0, length), now)).toBe('forged');
    expect(readerKeyWith('another passphrase').verifyIssue(given, now)).toBe('forged');
  });
});
