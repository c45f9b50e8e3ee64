import { beforeAll, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { articleId } from '../../modules/sources/seenList.ts';
import { tokenFor } from '../../modules/subscribers/readerKey.ts';
import { callbackOf } from '../../modules/websub/subscriber/pushKey.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { commentKeyOf } from '../helpers/comments.ts';
import { formsOf } from '../helpers/htmlForms.ts';
import { hubLinks, pushKeyOf } from '../helpers/hub.ts';
import { askedLink } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { reader } from '../helpers/readers.ts';
import { fuzzing } from './fuzzing.ts';
import { hubRequests } from './requests/hub.ts';
import { formRequests, pageRequests, sentForm } from './requests/pages.ts';
import { atTheDoor, bare, bytes } from './requests/parts.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const fuzz = fuzzing(caravan);
beforeAll(async () => {
  // More topics than a form shows, so that it has its search.
  publisher.items = Array.from({ length: 8 }, (_, item) => ({
    guid: String(item),
    title: `Story ${item}`,
    extra: Array.from({ length: 9 }, (__, place) => `<category>Subject ${9 * item + place}</category>`).join(''),
  }));
  await caravan.add('gazette', publisher.url);
});

// Of a form that is all right only twenty an hour are taken: the rest are 429.
test('the forms, as the pages show them', async () => {
  const key = await caravan.readerKey();
  const subscriberId = key.idOf('known@baku.example');
  await caravan.subscribers.put(reader({ id: subscriberId, address: 'known@baku.example' }), undefined);
  const signing = { key, now: new Date() };
  const link = await askedLink(caravan.twin, 'asked@baku.example');
  const pages = [
    '/subscribe',
    new URL(link).pathname + new URL(link).search,
    ...(['preferences', 'unsubscribe'] as const).map(
      (purpose) => `/${purpose}?token=${tokenFor({ purpose, subscriberId }, signing)}`,
    ),
  ];
  const forms = (await Promise.all(pages.map(async (page) => formsOf(await (await caravan.get(page)).text())))).flat();
  expect(forms.map(({ action }) => action.split('?')[0]).toSorted()).toEqual([
    '/preferences',
    '/subscribe',
    '/subscribe/confirm',
    '/unsubscribe',
    '/unsubscribe',
  ]);
  expect(forms.filter(({ fields }) => 'find' in fields)).toHaveLength(2);
  const both = forms.map((form) =>
    'find' in form.fields
      ? { ...form, fields: { ...form.fields, find: ['', 'subject 7', 'nothing'], search: ['', 'yes'] } }
      : form,
  );
  const subscribe = forms.find(({ fields }) => 'address' in fields)!;
  const statuses = await fuzz(formRequests(both), [
    ...atTheDoor(sentForm(subscribe, { address: 'new@baku.example', search: '' })),
    sentForm(subscribe, { address: 'nobody', search: '' }),
    sentForm(subscribe, { address: 'new@baku.example', search: 'yes' }),
    sentForm(
      forms.find(({ action }) => action === '/unsubscribe')!,
      { token: 'wrong' },
    ),
  ]);
  for (const status of [200, 303, 400, 405, 415, 422]) expect([...statuses.keys()]).toContain(status);
});

test('the forms of comments', async () => {
  const { items } = (await (await caravan.get('/feeds/sources/gazette.json')).json()) as { items: { url: string }[] };
  const pages = await caravan.articles.getMany(
    items.map(({ url }) => articleId('gazette', new URL(url).pathname.slice(1))),
  );
  const [article] = pages.keys();
  const key = await commentKeyOf(caravan);
  const held = { id: 'f'.repeat(32), articleId: article!, name: 'Leyla', text: 'Well said.' };
  await caravan.comments.hold({ ...held, sentAt: instant(new Date()) }, new Date());
  const links = [
    `/articles/${article}/comments`,
    `/comments/moderate?token=${key.signModeration(held.id, new Date())}&decision=reject`,
  ];
  const forms = (await Promise.all(links.map(async (page) => formsOf(await (await caravan.get(page)).text())))).flat();
  expect(forms.map(({ fields }) => Object.keys(fields))).toEqual([
    ['name', 'homepage', 'opened'],
    ['token', 'decision'],
  ]);
  const opened = [0, 1, 48].map((hours) => key.signForm(article!, new Date(Date.now() - hours * 3_600_000)));
  const fields = {
    name: ['Leyla', ''],
    comment: ['Well said.', 'http://a.example '.repeat(3)],
    homepage: [''],
    opened,
  };
  const statuses = await fuzz(formRequests([{ ...forms[0]!, fields }, forms[1]!]), [
    ...atTheDoor(sentForm(forms[0]!, { name: 'Leyla', comment: 'Well said.', homepage: '', opened: opened[1]! })),
    sentForm(forms[0]!, { name: '', comment: '', homepage: '', opened: opened[1]! }),
    sentForm(forms[1]!, {}),
    sentForm(forms[1]!, { token: 'wrong' }),
  ]);
  for (const status of [200, 303, 400, 405, 415, 422]) expect([...statuses.keys()]).toContain(status);
});

test('the hub', async () => {
  const feed = `${caravan.twin.url}/feeds/all.rss`;
  const form = {
    action: '/hub',
    method: 'post',
    fields: {
      'hub.mode': ['subscribe', 'unsubscribe'],
      'hub.callback': ['http://127.0.0.1:9/', 'http://127.0.0.1:9/x?y'],
      'hub.topic': [feed, `${feed}?limit=5`, caravan.twin.url],
      'hub.lease_seconds': ['', '1', '999999999999'],
      'hub.secret': ['', 'secret'],
    },
  };
  const asked = { 'hub.callback': 'http://127.0.0.1:9/', 'hub.topic': feed };
  const statuses = await fuzz(formRequests([form]), [...atTheDoor(sentForm(form, asked)), bare('/hubs')]);
  for (const status of [202, 400, 404, 405, 415]) expect([...statuses.keys()]).toContain(status);
});

test('pages and feeds', async () => {
  const {
    items: [first],
  } = (await (await caravan.get('/feeds/all.json')).json()) as { items: { id: string }[] };
  const known = [
    '/',
    '/topics/testing',
    '/sources/gazette',
    '/feeds/all.rss',
    '/feeds/topics/testing.atom',
    '/feeds/sources/gazette.json',
    '/search',
    '/feeds/search.rss',
    '/feeds/search.atom',
    '/feeds/search.json',
    '/feeds.opml',
    '/about',
    '/robots.txt',
    '/favicon.ico',
    '/Topics/Testing/',
    '//feeds//All.RSS',
    '/Subscribe/',
    `/articles/${first?.id ?? ''}`,
    '/subscribe',
    '/subscribe/sent',
    '/preferences',
    '/unsubscribe',
    '/v1',
    '/v1/docs',
    '/v1/openapi.json',
    '/v1/listen.mjs',
    '/hub',
  ];
  const statuses = await fuzz(pageRequests(known), [
    bare('/'),
    bare('//feeds//All.RSS'),
    bare('/feeds/all.rss?limit=none'),
    bare('/nowhere'),
    bare('/', {}, 'PROPFIND'),
  ]);
  for (const status of [200, 301, 400, 404, 405]) expect([...statuses.keys()]).toContain(status);
});

test('callbacks of hubs', async () => {
  const [key, topic, now] = [await pushKeyOf(caravan), 'https://news.example/topic', epochSeconds(new Date())];
  await caravan.sources.change('gazette', { push: { hub: 'http://127.0.0.1:9/', topic, askedAt: now } });
  const sign = (body: Uint8Array) =>
    `sha256=${createHmac('sha256', key.secretOf('gazette')).update(body).digest('hex')}`;
  // Without a hub in its document the source would forget it at the first poll.
  publisher.head = hubLinks('http://127.0.0.1:9/', topic);
  const path = new URL(callbackOf(caravan.url, 'gazette', key)).pathname;
  const verification = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.challenge': 'challenge',
    'hub.lease_seconds': '864000',
  });
  const body = bytes('<rss><channel/></rss>');
  const statuses = await fuzz(hubRequests({ path, topic, sign }), [
    bare(`${path}?${verification.toString()}`),
    bare(`${path}?hub.mode=subscribe`),
    bare('/websub/nowhere'),
    bare(path, {}, 'PROPFIND'),
    { method: 'POST', path, headers: { 'content-type': 'application/rss+xml', 'x-hub-signature': sign(body) }, body },
  ]);
  for (const status of [200, 202, 400, 404, 405]) expect([...statuses.keys()]).toContain(status);
});

test('nothing asked for a grant that is not there', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
