import { beforeAll, describe, expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner, refusalOf } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { aSource } from '../helpers/records.ts';

const caravan = useCaravan();
let partner: PartnerClient;
let path: string;
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
  await caravan.sources.add(aSource({ status: 'paused' }));
  const { body } = await partner.call('POST', '/v1/webhooks', { body: { url } });
  path = `/v1/webhooks/${body.id as string}`;
});

const url = 'http://127.0.0.1:9/';
const refusal = (method: string, to: string, given?: Parameters<PartnerClient['call']>[2]) =>
  refusalOf(partner, method, to, given);

describe('a webhook that cannot be', () => {
  test.each<[string, object, string]>([
    ['no URL', {}, '#/url must be a string, and must be there'],
    ['a URL of the wrong type', { url: ['x'] }, '#/url must be a string'],
    ['what is no URL', { url: 'partner.example' }, '#/url is no URL'],
    ['another scheme', { url: 'ftp://partner.example/' }, '#/url must begin with https://'],
    [
      'a user in the URL',
      { url: 'https://me:secret@partner.example/' },
      '#/url cannot be used: The address of partner.example carries a user name or password',
    ],
    ['a fragment', { url: `${url}#part` }, '#/url has a fragment'],
    ['a private address', { url: 'https://10.0.0.1/' }, '#/url cannot be used: 10.0.0.1 is not on the public internet'],
    ['a private address in disguise', { url: 'https://[::ffff:169.254.169.254]/' }, '#/url cannot be used'],
    ['a decimal address', { url: 'https://2852039166/' }, '#/url cannot be used: 169.254.169.254'],
    [
      'a name that does not resolve',
      { url: 'https://nowhere.invalid/' },
      '#/url cannot be used: The name nowhere.invalid does not resolve now',
    ],
    [
      'too long a URL',
      { url: `https://partner.example/${'x'.repeat(2_048)}` },
      '#/url is longer than 2,048 characters',
    ],
    ['an unknown field', { url, colour: 'red' }, '#/colour is not known here'],
    ['an unknown field of the filter', { url, filter: { authors: ['x'] } }, '#/filter/authors is not known here'],
    ['a field of JavaScript', { url, ['__proto__']: 1, constructor: 1 }, '#/constructor is not known here'],
    ['an unknown event', { url, events: ['article.read'] }, '#/events/0 must be article.published or'],
    ['no event', { url, events: [] }, '#/events is empty'],
    ['an event twice', { url, events: ['article.updated', 'article.updated'] }, '#/events names a value twice'],
    ['an empty list', { url, filter: { topics: [] } }, '#/filter/topics is empty, so it can match nothing'],
    [
      'a source that does not exist',
      { url, filter: { sources: ['eurasia', 'nobody'] } },
      '#/filter/sources/1 can match nothing: there is no source',
    ],
    ['a source that cannot be', { url, filter: { sources: ['../x'] } }, '#/filter/sources/0 can match nothing'],
    ['a topic that is no slug', { url, filter: { topics: ['Real Estate'] } }, 'did you mean "real-estate"?'],
    [
      'a language that is none',
      { url, filter: { languages: ['e'] } },
      '#/filter/languages/0 can match nothing: this is no BCP 47 tag',
    ],
    ['a language by a name of old', { url, filter: { languages: ['iw'] } }, '#/filter/languages/0 can match nothing'],
    ['another content', { url, content: 'all' }, '#/content must be summary or full'],
    ['another signature', { url, signature: 'v2' }, '#/signature must be v1 or v1a'],
    ['a secret of their own', { url, secret: 'whsec_mine' }, '#/secret is not known here'],
    ['what is no object', ['x'], '# must be an object'],
  ])('%s: 422 in words, at once and for a change', async (_, body, words) => {
    const { status, errors } = await refusal('POST', '/v1/webhooks', { body });
    expect([status, errors.join('\n')]).toEqual([422, expect.stringContaining(words)]);
    if (words.includes('must be there')) return;
    const change = await refusal('PATCH', path, { body });
    expect([change.status, change.errors.join('\n')]).toEqual([422, expect.stringContaining(words)]);
  });

  test('every fault is named at once, up to twenty', async () => {
    expect(
      (
        await refusal('POST', '/v1/webhooks', {
          body: { url: 'http://10.0.0.1/', filter: { sources: ['nobody'], topics: ['No Slug'] } },
        })
      ).errors,
    ).toHaveLength(3);
    expect(
      (
        await refusal('POST', '/v1/webhooks', {
          body: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 1])),
        })
      ).errors,
    ).toHaveLength(20);
  });

  test('a change that names nothing', async () => {
    expect(await refusal('PATCH', path, { body: {} })).toMatchObject({
      status: 422,
      errors: ['# names nothing to change: name a field at least'],
    });
    expect((await refusal('PATCH', path, { body: { status: 'gone' } })).status).toBe(422);
  });

  test('the hundred-and-first', async () => {
    const rich = await aPartner(caravan, 'rich-times');
    const [row] = await partner.rows();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        caravan.endpoints.add({ ...row!, partnerId: 'rich-times', id: `wh_${String(index).padStart(24, '0')}` }),
      ),
    );
    const { status, body } = await rich.call('POST', '/v1/webhooks', { body: { url } });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('100 webhooks')]);
  });
});

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
