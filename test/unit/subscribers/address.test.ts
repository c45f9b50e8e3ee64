import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressFaults } from '../../../modules/locales/en.ts';
import type { AddressFault } from '../../../modules/locales/messages.ts';
import { mailboxOf, parseAddress } from '../../../modules/subscribers/address.ts';

const of = (length: number) => 'a'.repeat(length);

describe('an address that a person has', () => {
  test.each([
    ['reader@example.org', 'reader@example.org'],
    ['  reader@example.org\n', 'reader@example.org'],
    ['Reader.Name@Example.ORG', 'Reader.Name@example.org'],
    ['first.last+caravan@mail.example.co.uk', 'first.last+caravan@mail.example.co.uk'],
    ["o'neil/{x}=y!#$%&*?^_`|~@example.org", "o'neil/{x}=y!#$%&*?^_`|~@example.org"],
    ['reader@bücher.example', 'reader@xn--bcher-kva.example'],
    ['reader@пример.рф', 'reader@xn--e1afmkfd.xn--p1ai'],
    ['reader@例え。テスト', 'reader@xn--r8jz45g.xn--zckzah'],
    ['reader@ＥＸＡＭＰＬＥ．org', 'reader@example.org'],
    ['reader@faß.de', 'reader@xn--fa-hia.de'],
    [`${of(64)}@example.org`, `${of(64)}@example.org`],
    [`r@${of(63)}.${of(63)}.${of(63)}.${of(56)}.org`, `r@${of(63)}.${of(63)}.${of(63)}.${of(56)}.org`],
  ])('%j is %s', (typed, address) => {
    expect(parseAddress(typed)).toEqual({ address });
  });
});

describe('what is no address, or one for tricks', () => {
  const table: Record<AddressFault, string[]> = {
    missing: ['', '   ', '\r\n'],
    unseen: [
      'reader@example.org\r\nBcc: other@example.org',
      'reader@example.org\nother@example.org',
      'rea der@example.org',
      'reader@exam\tple.org',
      'reader@\u200bexample.org',
      'rea\u00addder@example.org',
      'reader\u0000@example.org',
      'reader\u202e@example.org',
      'Reader <reader@example.org>',
      'reader@example.org, other@example.org',
      'reader@exa\u2028mple.org',
    ],
    tooLong: [`${of(310)}@example.org`, `r@${of(63)}.${of(63)}.${of(63)}.${of(57)}.org`],
    shape: ['reader', '@example.org', 'example.org', '<>'],
    beyondAscii: ['чтение@example.org', 'réader@example.org', 'قارئ@example.org'],
    local: [
      '"reader"@example.org',
      '"a@b"@example.org',
      'reader(comment)@example.org',
      '<reader@example.org',
      'reader@example.org,other@example.org',
      'reader@example.org;other@example.org',
      '.reader@example.org',
      'reader.@example.org',
      'rea..der@example.org',
      'rea:der@example.org',
      'rea\\der@example.org',
      '@a.example:reader@example.org',
      'reader@other@example.org',
      '[reader]@example.org',
    ],
    localTooLong: [`${of(65)}@example.org`],
    domain: [
      'reader@',
      'reader@localhost',
      'reader@example.org.',
      'reader@.example.org',
      'reader@example..org',
      'reader@-example.org',
      'reader@example-.org',
      'reader@exa_mple.org',
      'reader@[127.0.0.1]',
      'reader@[IPv6:::1]',
      'reader@127.0.0.1',
      'reader@127.1',
      'reader@0x7f.1',
      'reader@example.123',
      'reader@example.org/x',
      'reader@example.org?x',
      'reader@example.org#x',
      'reader@example.org\\x',
      'reader@ex%61mple.org',
      'reader@example.org%0abcc:x',
      'reader@example.org:25',
      'reader@example.org>',
      'reader@(comment)example.org',
      'reader@example.c',
      `reader@${of(64)}.org`,
      'reader@１２７.0.0.1',
    ],
  };
  test.each(Object.entries(table).flatMap(([kind, all]) => all.map((typed) => [typed, kind] as const)))(
    '%j: %s',
    (typed, kind) => {
      expect(parseAddress(typed)).toEqual({ kind, fault: addressFaults[kind as AddressFault] });
    },
  );
});

test('what is taken is one line of ASCII that nothing can be hidden in, and is taken again as it is', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.emailAddress(),
    fc.tuple(fc.string({ unit: 'binary' }), fc.domain()).map(([local, domain]) => `${local}@${domain}`),
    fc.tuple(fc.constantFrom('r', 'a.b'), fc.string()).map((parts) => parts.join('@')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseAddress(text);
      if (!('address' in parsed)) return;
      expect(parsed.address).toMatch(/^[!-?A-~]{1,64}@[a-z0-9.-]{4,}$/);
      expect(parsed.address).not.toMatch(/[\s"<>()[\]\\,;:]/);
      expect(parseAddress(parsed.address)).toEqual(parsed);
    }),
    { numRuns: 2_000 },
  );
});

test('one mailbox is one, however it is written', () => {
  expect(mailboxOf('Reader+one@Example.org')).toBe('reader@example.org');
  expect(mailboxOf('r.e.a.d.e.r+x@gmail.com')).toBe('reader@gmail.com');
  expect(mailboxOf('r.e@example.org')).toBe('r.e@example.org');
});
