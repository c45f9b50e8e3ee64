import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CommentKey } from '../../modules/comments/commentKey.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { urnOf } from '../../platform/values/schema.ts';
import { operate } from '../faults/operator.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { commentKeyOf, commenterAt, pressDecision } from '../helpers/comments.ts';
import type { Commenter } from '../helpers/comments.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { formsOf } from '../helpers/htmlForms.ts';
import { newestMail, sendForm } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const moderator = 'editors@caravan.example';
const logs: string[] = [];
const ids = { harbour: articleId('emn', 'harbour'), ferry: articleId('emn', 'ferry'), old: articleId('emn', 'old') };
let key: CommentKey;
let reader: Commenter;

beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  key = await commentKeyOf(caravan);
  reader = commenterAt(caravan, key);
  const before = (days: number) => `<pubDate>${new Date(Date.now() - days * 86_400_000).toUTCString()}</pubDate>`;
  publisher.items = [
    { guid: 'harbour', title: 'Harbour opens', extra: before(0.1) },
    { guid: 'ferry', title: 'Ferry returns', extra: before(0.2) },
    { guid: 'old', title: 'Old news', extra: before(15) },
  ];
  await caravan.add('emn', publisher.url);
});

const row = (id: string) => caravan.comments.get(id);
const mails = () => caravan.twin.mailbox.to(moderator);
const linksIn = (text: string, decision: string) =>
  [...text.matchAll(/http\S+decision=(\w+)/g)].filter(([, is]) => is === decision).map(([url]) => url);
const textOf = async (response: Response) => (await response.text()).replace(/<style>[^]*<\/style>/, '');

const pageOf = async (id: string) => {
  const response = await caravan.get(`/articles/${id}`, { headers: { 'accept-language': 'en' } });
  return { status: response.status, page: await textOf(response), tag: response.headers.get('etag') };
};

describe('a comment', () => {
  const [name, text] = ['Leyla <b>', 'Busier than that.\n\nI was "there" & saw <i>it</i>.'];
  const link = () => linksIn(newestMail(caravan.twin, moderator).text ?? '', 'approve')[0]!;
  let id: string;

  test('is shown to its writer, whose button sends it; until then nothing is done', async () => {
    const article = await textOf(await caravan.get(`/articles/${ids.harbour}?language=tr`));
    const under = formsOf(article).find(({ action }) => action.endsWith('/comments?language=tr'));
    expect(under).toMatchObject({ method: 'post', fields: { name: [''], homepage: [''] } });
    const first = await sendForm(`${caravan.url}${under!.action}`, new URLSearchParams({ name, comment: text }));
    const page = await textOf(first);
    expect(first.status).toBe(200);
    expect(page).toContain('Göndermeye hazır mısınız?');
    expect(page).toContain('I was &quot;there&quot; &amp; saw &lt;i&gt;it&lt;/i&gt;.');
    const [form] = formsOf(page);
    expect(form?.fields).toMatchObject({ name: [name], opened: [expect.any(String)] });
    await caravan.twin.idle();
    expect(await caravan.comments.held(9)).toEqual([]);
    const opened = key.signForm(ids.harbour, new Date(Date.now() + 60_000)); // however slow this machine is
    const hasty = await sendForm(`${caravan.url}${form!.action}`, new URLSearchParams({ name, comment: text, opened }));
    expect([hasty.status, await textOf(hasty)]).toEqual([422, expect.stringContaining('Bu çok hızlı oldu.')]);
  });

  test('waits for a person, who is told by a mail; sent twice, it is one', async () => {
    const sent = await Promise.all(
      [1, 2, 3].map(() => reader.send(ids.harbour, { name: ` ${name}`, comment: text.replaceAll('\n', '\r\n') })),
    );
    for (const response of sent) {
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toMatch(
        new RegExp(`^/articles/${ids.harbour}/harbour-opens.*#comment-waits$`),
      );
    }
    await caravan.twin.idle();
    id = key.idOf(ids.harbour, { name, text });
    expect(await caravan.comments.held(9)).toMatchObject([{ id, status: 'held', name, text }]);
    expect((await caravan.comments.shown(ids.harbour, 9)).comments).toEqual([]);
    expect(mails()).toHaveLength(1);
    const { html = '', text: plain = '', subject } = newestMail(caravan.twin, moderator);
    expect(subject).toBe('A comment waits');
    expect(html).toContain('Leyla &lt;b&gt;');
    expect(html).not.toContain('<i>it</i>');
    expect(plain).toContain('> I was "there" & saw <i>it</i>.');
  });

  test('is not decided by whoever follows a link', async () => {
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await fetch(link(), { method });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    }
    expect(await row(id)).toMatchObject({ status: 'held' });
    const forged = await fetch(link().replace('token=', 'token=x'));
    expect(forged.status).toBe(400);
    expect(
      (await sendForm(`${caravan.url}/comments/moderate`, new URLSearchParams({ decision: 'approve' }))).status,
    ).toBe(400);
  });

  test('is approved by the button, once and for all; taken down, its words are gone for good', async () => {
    const { page: before, tag: unseen } = await pageOf(ids.harbour);
    expect(before).toContain('Nobody has commented yet.');
    const [one, other] = await Promise.all([pressDecision(link(), 'approve'), pressDecision(link(), 'approve')]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(await caravan.comments.held(9)).toEqual([]);
    const { page, tag } = await pageOf(ids.harbour);
    expect(page.split(`<li id="comment-${id}">`)).toHaveLength(2);
    expect(page).toContain('<bdi>Leyla &lt;b&gt;</bdi>');
    expect(page).toContain('<p dir="auto">I was &quot;there&quot; &amp; saw &lt;i&gt;it&lt;/i&gt;.</p>');
    expect(tag).not.toBe(unseen);
    expect(await textOf(await fetch(link()))).toContain('This comment is approved');
    await pressDecision(link(), 'reject');
    expect(await row(id)).toMatchObject({ status: 'rejected', name: '', text: '' });
    expect((await pageOf(ids.harbour)).page).toBe(before);
    await expect(pressDecision(link(), 'approve')).rejects.toThrow('no button');
    await reader.comment(ids.harbour, name, text); // the same once more changes nothing
    expect(await row(id)).toMatchObject({ status: 'rejected', text: '' });
  });
});

test('what is wrong is said in the language of the reader, and what was typed is kept', async () => {
  const answer = async (fields: Record<string, string>, language = 'ru') => {
    const opened = key.signForm(ids.ferry, new Date(Date.now() - 60_000));
    const url = `${caravan.url}/articles/${ids.ferry}/comments?language=${language}`;
    const response = await sendForm(url, new URLSearchParams({ opened, ...fields }));
    return { status: response.status, page: await textOf(response) };
  };
  const links = 'http://a.example http://b.example http://c.example';
  const many = await answer({ name: 'Олег', comment: links });
  expect(many.status).toBe(422);
  expect(many.page).toContain('В комментарии может быть не больше двух ссылок.');
  expect(formsOf(many.page)[0]?.fields).toMatchObject({ name: ['Олег'] });
  expect(many.page).toContain(`${links}</textarea>`);
  expect((await answer({ name: '', comment: ' \u202E ' }, 'ar')).page).toContain('يُرجى كتابة اسم.');
  const stale = key.signForm(ids.ferry, new Date(Date.now() - 2 * 86_400_000));
  expect(await answer({ name: 'A', comment: 'B', opened: stale }, 'en')).toMatchObject({
    status: 422,
    page: expect.stringContaining('open for a long time') as unknown,
  });
  expect((await answer({ name: 'A', comment: 'x'.repeat(20_000) })).status).toBe(413);
  expect((await answer({ name: 'A', comment: 'x'.repeat(1_000_000) })).status).toBe(413);
  await caravan.twin.idle();
  expect(await caravan.comments.held(9)).toEqual([]);
});

test('what machines send is thanked for and dropped, or refused', async () => {
  const text = 'A text that is long enough to be known again elsewhere.';
  const trapped = await reader.send(ids.ferry, { name: 'Bot', comment: 'Buy', homepage: 'https://x.example' });
  expect(trapped.status).toBe(303);
  await caravan.gate.ban('casino.example', new Date());
  expect((await reader.send(ids.ferry, { name: 'Bot', comment: 'http://www.casino.example/a' })).status).toBe(303);
  await reader.comment(ids.ferry, 'Nino', text);
  const elsewhere = await reader.send(ids.harbour, { name: 'Nino', comment: text.toUpperCase() });
  expect([elsewhere.status, await textOf(elsewhere)]).toEqual([422, expect.stringContaining('The same text')]);
  for (const name of ['b', 'c', 'd']) await reader.comment(ids.ferry, name, 'Short.');
  const tooMany = await reader.send(ids.ferry, { name: 'e', comment: 'Short.' });
  expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([429, '3600']);
  await caravan.twin.idle();
  expect((await caravan.comments.held(99)).map(({ name }) => name)).toEqual(['Nino', 'b', 'c', 'd']);
});

test('comments end with the time that the stage gives, where an operator says so, and with their article', async () => {
  expect((await reader.send(ids.old, { name: 'A', comment: 'B' })).status).toBe(403);
  expect((await reader.send('f'.repeat(32), { name: 'A', comment: 'B' })).status).toBe(404);
  expect((await caravan.get(`/articles/${ids.ferry}/comments`, { method: 'PUT' })).status).toBe(405);
  await caravan.comments.close(ids.harbour, true, new Date());
  for (const id of [ids.old, ids.harbour]) {
    const { page } = await pageOf(id);
    expect(page).toContain('Comments on this article are closed.');
    expect(formsOf(page).filter(({ action }) => action.includes('/comments'))).toEqual([]);
  }
  expect((await caravan.get(`/articles/${ids.harbour}/comments`)).status).toBe(403);
  await caravan.comments.close(ids.harbour, false, new Date());
  expect((await caravan.get(`/articles/${ids.harbour}/comments`)).status).toBe(200);
});

test('approved comments have a feed, and go and come back with their article', async () => {
  const id = (await caravan.comments.held(1))[0]!.id;
  await caravan.comments.decide(id, 'approve', new Date());
  const feed = (format: string) => caravan.get(`/feeds/comments/${ids.ferry}.${format}`);
  const atom = await feed('atom');
  const xml = await atom.text();
  expect(atom.headers.get('access-control-allow-origin')).toBe('*');
  expect(xml).toContain(`<thr:in-reply-to ref="${urnOf(ids.ferry)}"`);
  expect(xml).toMatch(new RegExp(`<entry>[^]*<name>Nino</name>[^]*${urnOf(id)}`));
  const tag = atom.headers.get('etag') ?? '';
  expect((await caravan.get(`/feeds/comments/${ids.ferry}.atom`, { headers: { 'if-none-match': tag } })).status).toBe(
    304,
  );
  expect(await (await feed('json')).json()).toMatchObject({ items: [{ authors: [{ name: 'Nino' }] }] });
  expect(await (await feed('rss')).text()).toContain('<title>Nino</title>');
  const shown = (await pageOf(ids.ferry)).page;
  expect(shown).toContain('1 comment');
  await operate(caravan, ids.ferry, 'withdraw', 0);
  await caravan.twin.idle();
  expect([(await pageOf(ids.ferry)).status, (await feed('json')).status]).toEqual([410, 410]);
  expect((await reader.send(ids.ferry, { name: 'A', comment: 'B' })).status).toBe(410);
  await operate(caravan, ids.ferry, 'restore', 0);
  await caravan.twin.idle();
  expect((await pageOf(ids.ferry)).page).toContain(`id="comment-${id}"`);
  expect((await caravan.get(`/feeds/comments/${'f'.repeat(32)}.rss`)).status).toBe(404);
});

test('the command line does what the buttons do, bans and forgets', async () => {
  const run = async (...args: string[]) => {
    const { out, err, code } = await caravanOn(caravan.dataDir, ['comments', ...args]);
    return `${out}${err}${code}`;
  };
  const [first, second, third] = await caravan.comments.held(9);
  expect(await run('list')).toMatch(new RegExp(`${first!.id} +.* ago +${ids.ferry} +b +Short\\.`));
  expect(await run('approve', first!.id)).toContain('is approved; the page of');
  expect(await run('approve', first!.id)).toContain('was approved before');
  expect(await run('list', '--article', ids.ferry)).toContain(first!.id);
  expect(await run('reject', second!.id)).toContain('is rejected');
  expect(await run('approve', second!.id)).toMatch(/its text is erased: it cannot be approved any more\.\n1$/);
  expect(await run('forget', first!.id)).toContain('is erased');
  expect(await row(first!.id)).toBeUndefined();
  expect((await pageOf(ids.ferry)).page).not.toContain(first!.id);
  expect(await run('reject', first!.id)).toMatch(/There is no comment [^]*1$/);
  expect(await run('ban', 'SHORT')).toContain('1 that waited were rejected');
  expect(await row(third!.id)).toMatchObject({ status: 'rejected' });
  expect(await run('bans')).toContain('SHORT');
  expect(await run('ban', 'short', '--lift')).toContain('is banned no more');
  expect(await run('ban', 'short', '--lift')).toMatch(/is not banned[^]*1$/);
  expect(await run('ban', '!!')).toMatch(/needs a letter or a digit[^]*1$/);
  expect(await run('close', ids.ferry)).toContain('are closed');
  expect((await pageOf(ids.ferry)).page).toContain('Comments on this article are closed.');
  expect(await run('open', ids.ferry)).toContain('are open');
  expect(await run('close', 'f'.repeat(32))).toMatch(/There is no article[^]*1$/);
});

test('no log holds what somebody wrote, nor where they are; only what was approved is announced; no grant was missing', async () => {
  await caravan.twin.idle();
  const all = logs.join('\n');
  expect(all).toContain('"what":"approved"');
  expect(all).not.toMatch(/Leyla|Busier|127\.0\.0\.1|::1|token=/);
  expect(caravan.events.filter(({ comment }) => comment === undefined)).toHaveLength(5);
  for (const { comment, article } of caravan.events)
    if (comment !== undefined) expect([article.title, article.summary]).toEqual(['', '']);
  expect(caravan.twin.refusals).toEqual([]);
});
