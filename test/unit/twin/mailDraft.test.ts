import { describe, expect, test } from '@jest/globals';
import { addressOf, isDeliverable, mailboxesOf } from '../../../local/mail/address.ts';
import { checkDraft } from '../../../local/mail/checks.ts';
import { draftOf, type Draft } from '../../../local/mail/draft.ts';

test('a mailbox has an address', () => {
  expect(
    ['a@example.org', ' a@example.org ', 'A <a@example.org>', '"<b@x.org>, A" <a@example.org>'].map(addressOf),
  ).toEqual(Array(4).fill('a@example.org'));
  expect(mailboxesOf('"B, the \\"second\\"" <b@x.org>, a@example.org,')).toEqual([
    '"B, the \\"second\\"" <b@x.org>',
    'a@example.org',
  ]);
});

test.each([
  'a',
  'a@',
  '@b.org',
  'a@localhost',
  'a b@example.org',
  'a@example.org\r\nBcc: b@example.org',
  'a@exämple.org',
  'ä@example.org',
  `${'a'.repeat(65)}@example.org`,
  'a@-x.org',
])('%j is no address', (address) => {
  expect(isDeliverable(address)).toBe(false);
});

test('a raw mail brings its headers, unfolded, and its recipients', () => {
  const Data = Buffer.from(
    'From: News\r\n <digest@news.example>\r\nTo: "A, B" <a@example.org>, b@example.org\r\nbcc: c@example.org\r\n' +
      'List-Unsubscribe: <https://x>\r\n\r\nX-No: header\r\n',
  ).toString('base64');
  const draft = draftOf({ Content: { Raw: { Data } } });
  expect(draft).toMatchObject({
    from: 'News <digest@news.example>',
    to: ['a@example.org', 'b@example.org', 'c@example.org'],
  });
  expect(draft.headers.map(({ name }) => name)).toEqual(['From', 'To', 'bcc', 'List-Unsubscribe']);
  expect(draftOf({ Content: { Raw: { Data } }, Destination: { ToAddresses: ['d@example.org'] } }).to).toEqual([
    'd@example.org',
  ]);
});

describe('refused', () => {
  const good: Draft = {
    from: 'a@news.example',
    to: ['a@example.org'],
    headers: [{ name: 'List-Id', value: 'x' }],
    tags: { digest: '7' },
    configurationSet: undefined,
  };
  test('nothing of a good one', () => {
    expect(() => {
      checkDraft(good, false);
    }).not.toThrow();
  });

  test.each<[string, Partial<Draft>]>([
    ['At least one recipient', { to: [] }],
    ['exceeds 50', { to: Array<string>(51).fill('a@example.org') }],
    ['Illegal address', { to: ['a@example.org', 'b'] }],
    ['Invalid tag <a:b>', { tags: { digest: 'a:b' } }],
    ['Invalid tag <>', { tags: { digest: '' } }],
    ['at most 15 headers', { headers: Array.from({ length: 16 }, (_, index) => ({ name: `X-${index}`, value: 'x' })) }],
    ['Invalid header name', { headers: [{ name: 'X Y', value: 'x' }] }],
    ['Invalid value of header X-Y', { headers: [{ name: 'X-Y', value: 'a\r\nBcc: b@example.org' }] }],
    ['Invalid value of header X-Y', { headers: [{ name: 'X-Y', value: 'x'.repeat(871) }] }],
  ])('%s', (message, wrong) => {
    expect(() => {
      checkDraft({ ...good, ...wrong }, false);
    }).toThrow(message);
  });
});
