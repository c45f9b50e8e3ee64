import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { tokenFor } from '../../modules/subscribers/readerKey.ts';
import type { LinkClaims, ReaderKey } from '../../modules/subscribers/readerKey.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { sendForm, signUpFields } from '../helpers/mail.ts';
import { reader } from '../helpers/readers.ts';

const caravan = useCaravan();
let key: ReaderKey;
let table: DynamoDBClient;
const logs: string[] = [];
const me = { subscriberId: '0123456789abcdef0123456789abcdef' };
const other = { subscriberId: 'fedcba9876543210fedcba9876543210' };

beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  key = await caravan.readerKey();
  table = new DynamoDBClient(twinOperator(caravan.twin.endpoint));
  for (const { subscriberId: id } of [me, other])
    await caravan.subscribers.put(reader({ id, address: `${id}@known.example` }), undefined);
});
afterAll(async () => {
  table.destroy();
});

/** Everything that the Subscribers table holds. */
const stored = async () =>
  (await table.send(new ScanCommand({ TableName: caravan.twin.outputs['SubscribersTable'] }))).Items;
const sign = (claims: LinkClaims) => tokenFor(claims, { key, now: new Date() });

/** A refusal is a page in words; it stores nothing, mails nobody, and repeats no token. */
async function refusal(ask: () => Promise<Response>) {
  const before = await stored();
  const response = await ask();
  const text = (await response.text()).replace(/<style>[^]*<\/style>|<optgroup[^]*<\/optgroup>/g, '');
  await caravan.twin.idle();
  expect(await stored()).toEqual(before);
  expect(caravan.twin.mailbox.all()).toEqual([]);
  expect([
    response.headers.get('content-type'),
    response.headers.get('cache-control'),
    response.headers.get('content-security-policy'),
  ]).toEqual(['text/html; charset=utf-8', 'no-store', expect.stringContaining("default-src 'none'")]);
  expect(text).toMatch(/<h1>[^<]+<\/h1>/);
  return { status: response.status, text, headers: response.headers };
}

describe('a sign-up that cannot be', () => {
  test.each([
    ['no address', '', 'Please enter an email address.'],
    [
      'a second header',
      'reader@bad.example\r\nBcc: other@bad.example',
      'An address cannot contain spaces, line breaks',
    ],
    ['a new line in it', 'reader\n@bad.example', 'An address cannot contain spaces, line breaks'],
    ['quotes', '"reader"@bad.example', 'The part before the @ may have'],
    ['a comment', 'reader(x)@bad.example', 'The part before the @ may have'],
    ['two addresses', 'reader@bad.example,other@bad.example', 'The part before the @ may have'],
    [
      'letters beyond ASCII before the @',
      'чтение@bad.example',
      'We cannot yet send to addresses with letters beyond ASCII',
    ],
    ['321 characters', `${'r'.repeat(309)}@bad.example`, 'No email address is this long.'],
    ['a literal', 'reader@[127.0.0.1]', 'The part after the @ must be a domain'],
    ['a domain with a path', 'reader@bad.example/x', 'The part after the @ must be a domain'],
    ['markup', '<script>alert(1)</script>@bad.example', 'The part before the @ may have'],
  ])('for it has %s: said beside the address', async (_, address, words) => {
    const { status, text } = await refusal(() => sendForm(`${caravan.url}/subscribe`, signUpFields({ address })));
    expect([status, text]).toEqual([422, expect.stringContaining(`<p class="fault" id="address-fault">${words}`)]);
    expect(text).not.toContain('<script>alert');
  });

  test.each<[string, Record<string, string | string[]>, string, string]>([
    ['a zone that does not exist', { zone: 'Asia/Atlantis' }, 'zone', 'There is no such time zone'],
    ['an hour that no clock has', { hour: '24' }, 'hour', 'Choose a full hour'],
    ['a day that no week has', { frequency: 'weekly', weekday: '0' }, 'weekday', 'Choose a day of the week'],
    ['another frequency', { frequency: 'hourly' }, 'frequency', 'Choose how often'],
    ['another language', { language: 'xx' }, 'language', 'Choose one of the languages'],
  ])('for it has %s: said beside it', async (_, fields, name, words) => {
    const { status, text } = await refusal(() =>
      sendForm(`${caravan.url}/subscribe`, signUpFields({ address: 'reader@bad.example', ...fields })),
    );
    expect([status, text]).toEqual([422, expect.stringContaining(`<p class="fault" id="${name}-fault">${words}`)]);
  });

  test('for a topic or source that there is not', async () => {
    const { status, text } = await refusal(() =>
      sendForm(
        `${caravan.url}/subscribe`,
        signUpFields({ address: 'reader@bad.example', topics: 'nothing', sources: ['nobody'] }),
      ),
    );
    expect([status, text]).toEqual([422, expect.stringMatching(/There is no such topic.*There is no such source/s)]);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['no form', '{"address":"reader@bad.example"}', { 'content-type': 'application/json' }, 415],
    ['text', 'address=reader@bad.example', { 'content-type': 'text/plain' }, 415],
    [
      'too much',
      `address=reader@bad.example&x=${'x'.repeat(16_384)}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      413,
    ],
    ['broken', 'x', { 'content-type': 'multipart/form-data; boundary=b' }, 400],
    ['nothing', '', {}, 422],
  ])('for it is %s', async (_, body, headers, status) => {
    for (const path of ['/subscribe', ...(body === '' ? [] : ['/preferences', '/unsubscribe', '/subscribe/confirm'])]) {
      expect((await refusal(() => fetch(`${caravan.url}${path}`, { method: 'POST', body, headers }))).status).toBe(
        status,
      );
    }
  });
});

describe.each([
  ['confirm', '/subscribe/confirm'],
  ['preferences', '/preferences'],
  ['unsubscribe', '/unsubscribe'],
] as const)('a link for %s', (purpose, path) => {
  const wish = { confirm: 'confirm', preferences: 'save', unsubscribe: 'List-Unsubscribe' }[purpose];
  const fields = (token: string | undefined) =>
    signUpFields({ ...(token !== undefined && { token }), [wish]: 'One-Click' });
  const past = () => key.sign({ purpose, ...me }, plusSeconds(epochSeconds(new Date()), -1));

  test.each<[string, () => string | undefined, number, string]>([
    ['without a token', () => undefined, 400, 'Something is missing from this address'],
    ['with an empty token', () => '', 400, 'Something is missing from this address'],
    [
      'that was forged',
      () => `${Buffer.from(`${purpose}.${me.subscriberId}..zzzzzzz`).toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`,
      400,
      'This link is incomplete',
    ],
    ['that was cut', () => sign({ purpose, ...me }).slice(0, -1), 400, 'This link is incomplete'],
    ['with something added', () => `${sign({ purpose, ...me })}.x`, 400, 'This link is incomplete'],
    [
      'of another person, in part',
      () => `${sign({ purpose, ...other }).split('.')[0]}.${sign({ purpose, ...me }).split('.')[1]}`,
      400,
      'This link is incomplete',
    ],
    [
      'of another purpose',
      () => sign({ purpose: purpose === 'unsubscribe' ? 'preferences' : 'unsubscribe', ...me }),
      400,
      'This link is incomplete',
    ],
    ['that is no token', () => '<script>alert(1)</script>', 400, 'This link is incomplete'],
    ['of 10 kB', () => 'x'.repeat(10_000), 400, 'This link is incomplete'],
    ['that has expired', past, 410, 'This link has expired'],
  ])('%s: refused, followed or pressed', async (_, make, status, words) => {
    const token = make();
    const address = `${caravan.url}${path}`;
    const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
    const asks = [
      () => fetch(`${address}${query}`),
      () => sendForm(address, fields(token)),
      () => sendForm(`${address}${query}`, fields(undefined)),
    ];
    for (const ask of asks) {
      const { headers, ...answered } = await refusal(ask);
      expect(answered).toEqual({ status, text: expect.stringContaining(`<h1>${words}</h1>`) });
      expect(headers.get('x-robots-tag')).toBe('noindex');
      if (token) expect(answered.text).not.toContain(token);
    }
    expect((await fetch(`${address}${query}`, { method: 'HEAD' })).status).toBe(status);
  });
});

test("a refusal is said in the reader's language", async () => {
  const { text } = await refusal(() =>
    fetch(`${caravan.url}/preferences`, { headers: { 'accept-language': 'ar-EG,en;q=0.5' } }),
  );
  expect(text).toContain('<html lang="ar" dir="rtl">');
  expect(
    (await refusal(() => fetch(`${caravan.url}/preferences?language=tr`, { headers: { 'accept-language': 'ar' } })))
      .text,
  ).toContain('<html lang="tr" dir="ltr">');
});

test('more than twenty sign-ups an hour from one network are refused, whether machines or people sent them', async () => {
  const hour = Math.floor(Date.now() / 3_600_000);
  const send = (index: number) =>
    sendForm(
      `${caravan.url}/subscribe`,
      signUpFields({ address: `reader${index}@many.example`, ...(index % 2 && { homepage: 'x' }) }),
    );
  const statuses = [];
  for (let index = 0; index < 22; index++) statuses.push((await send(index)).status);
  // an hour that ends just now begins the count anew
  if (Math.floor(Date.now() / 3_600_000) === hour) expect(statuses).toEqual([...Array<number>(20).fill(303), 429, 429]);
  await caravan.twin.idle();
  const response = await send(99);
  expect([response.status, await response.text()]).toEqual([429, expect.stringContaining('Too many requests')]);
  const seconds = Number(response.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(3_600);
  expect(caravan.twin.mailbox.all()).toHaveLength(10);
  expect((await fetch(`${caravan.url}/subscribe`)).status).toBe(200);
});

test('nothing was leaked: no log and no row names a network, no log an address or a token', async () => {
  await caravan.twin.idle();
  const all = logs.join('\n');
  expect(all).toContain('"refused":"expired"');
  expect(all).not.toMatch(/@|%40|127\.0\.0\.1|::1|bad\.example|many\.example|<script|token=/);
  expect(JSON.stringify(await stored())).not.toMatch(/127\.0\.0\.1|::1|bad\.example/);
  expect(caravan.twin.refusals).toEqual([]);
});
