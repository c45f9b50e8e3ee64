import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Article } from '../../modules/articles/article.ts';
import { articlePath } from '../../modules/articles/articlePath.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { announcedOf, useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
let folder: string;
let publisher: TestPublisher;
let partner: Receiver;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-stories-'));
  [publisher, partner] = await Promise.all([startPublisher(), startReceiver()]);
  await (await deliveryTools(caravan)).connect(partner, { content: 'full' });
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
afterAll(async () => {
  await Promise.all([publisher.stop(), partner.stop()]);
  await rm(folder, { recursive: true });
});

const run = async (...args: string[]) => {
  const done = await caravanOn(caravan.dataDir, args);
  await caravan.twin.idle();
  return done;
};
const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const heardOf = (id: string) =>
  partner.heard.filter(({ data }) => data.id === id).map(({ type, data }) => `${type} v${data.version}`);
const pageOf = async (article: Article) => (await caravan.get(articlePath(article))).text();
const now = (id: string): Promise<Article> => caravan.articles.get(id) as Promise<Article>;

const front = `title: The old port opens again
topics: Culture, City
authors: [Leyla Aliyeva]
picture: { url: https://pictures.example/port.jpg, alt: The port at dawn, credit: R. Mammadov }
language: en`;
const storyFile = (body: string, more = ''): string => `---\n${front}\n${more}---\n${body}\n`;

describe('a story of the newsroom', () => {
  const id = articleId('newsroom', 'port');

  test('is published from a file: on its page, in feeds and by webhook, safe to show', async () => {
    const path = await file('port.md', storyFile('After **eight years** of works.\n\n<script>alert(1)</script>'));
    const { code, out, err } = await run('articles', 'publish', path);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Published: "The old port opens again" (version 1).');
    expect(await now(id)).toMatchObject({
      status: 'live',
      content: '<p>After <strong>eight years</strong> of works.</p>',
      authors: ['Leyla Aliyeva'],
      topics: [{ slug: 'culture' }, { slug: 'city' }],
      image: { url: 'https://pictures.example/port.jpg', alt: 'The port at dawn', credit: 'R. Mammadov' },
      source: { id: 'newsroom' },
    });
    expect(await pageOf(await now(id))).toContain('<strong>eight years</strong>');
    expect(await (await caravan.get('/feeds/sources/newsroom.atom')).text()).toContain('The old port opens again');
    expect(heardOf(id)).toEqual(['article.published v1']);
  });

  test('published again it changes nothing; with other words it is corrected', async () => {
    const path = join(folder, 'port.md');
    expect((await run('articles', 'publish', path)).out).toContain('Nothing has changed');
    await file('port.md', storyFile('After **nine years** of works.'));
    expect((await run('articles', 'publish', path)).out).toContain(
      'Corrected: "The old port opens again" (version 2).',
    );
    expect(heardOf(id)).toEqual(['article.published v1', 'article.updated v2']);
  });

  test('withdrawn by the operator it stays withdrawn, whatever is published', async () => {
    await run('articles', 'withdraw', id, '--reason', 'A dispute');
    await file('port.md', storyFile('After **ten years** of works.'));
    expect((await run('articles', 'publish', join(folder, 'port.md'))).out).toContain(
      'It is withdrawn: nobody sees it.',
    );
    expect((await caravan.get(`/articles/${id}`)).status).toBe(410);
    await run('articles', 'restore', id);
    expect(await pageOf(await now(id))).toContain('ten years');
  });

  test('is held by its embargo', async () => {
    const path = await file('speech.md', storyFile('Words.', 'embargo: 2999-01-01T09:00:00+04:00\nid: speech-1\n'));
    const { out } = await run('articles', 'publish', path);
    expect(out).toContain('It is embargoed until 2999-01-01T05:00:00.000Z');
    expect(heardOf(articleId('newsroom', 'speech-1'))).toEqual([]);
    await run('articles', 'release', articleId('newsroom', 'speech-1'));
    expect(heardOf(articleId('newsroom', 'speech-1'))).toEqual(['article.published v2']);
  });

  test('its source is no feed: nobody polls it, and status is silent of it', async () => {
    expect((await run('status')).out).not.toContain('newsroom');
    expect(await Array.fromAsync(caravan.sources.all())).toEqual([]);
    expect(
      await caravan.sources.add(newSource({ id: 'newsroom', name: 'A', url: 'https://a.example/' }, new Date())),
    ).toBe(false);
    expect(await caravan.sources.change('newsroom', { status: 'active' })).toBe(false);
  });

  test.each([
    ['no front matter', 'Words.', 'begin with a line of ---'],
    ['YAML that is none', '---\ntitle: "\n---\nWords.', 'is no YAML'],
    ['no title', '---\ntopics: City\n---\nWords.', 'title must be there'],
    [
      'an embargo without a zone',
      storyFile('x', 'embargo: 2999-01-01T09:00\n'),
      'embargo must be a time with its zone',
    ],
    [
      'a picture that nobody describes',
      '---\ntitle: A\npicture: { url: https://a.example/a.jpg }\n---\n',
      'picture.alt must be there',
    ],
    ['what nobody knows', storyFile('x', 'headline: A\n'), 'headline is not known here'],
  ])('a file with %s is refused, and says why', async (_, text, why) => {
    const { code, err } = await run('articles', 'publish', await file('bad.md', text));
    expect([code, err]).toEqual([1, expect.stringContaining(why)]);
    expect(await caravan.articles.get(articleId('newsroom', 'bad'))).toBeUndefined();
  });
});

describe('an operator corrects what a publisher said', () => {
  const id = articleId('wire', 'one');
  const line = 'An earlier version named the wrong bank.';

  test('with a line that readers see; the next poll does not undo it', async () => {
    publisher.items = [{ guid: 'one', title: 'Bank A fails' }];
    await caravan.add('wire', publisher.url);
    const path = await file('bank.md', '---\ntitle: Bank B fails\n---\n');
    expect((await run('articles', 'correct', id, path, '--line', line)).out).toContain(
      '"Bank B fails" is corrected (version 2)',
    );
    publisher.items = [{ guid: 'one', title: 'Bank A fails today' }];
    await caravan.poll('wire');

    const article = await now(id);
    expect(article).toMatchObject({ title: 'Bank B fails', summary: 'About Bank A fails today', version: 3 });
    expect(await pageOf(article)).toContain(`<strong>Correction</strong>`);
    expect(await pageOf(article)).toContain(line);
    for (const format of ['rss', 'atom', 'json'])
      expect(await (await caravan.get(`/feeds/sources/wire.${format}`)).text()).toContain(line);
    const [, second, third] = partner.heard.filter(({ data }) => data.id === id);
    expect([second, third].map((heard) => heard?.data)).toMatchObject([
      { title: 'Bank B fails', corrections: [{ line }] },
      { title: 'Bank B fails', corrections: [{ line }] },
    ]);
    await announcedOf(caravan, 'wire', 3);
  });

  test('the same correction again changes nothing, and a poll that brings the same is told to nobody', async () => {
    const again = await run('articles', 'correct', id, join(folder, 'bank.md'), '--line', line);
    expect(again.out).toContain('Nothing has changed');
    publisher.items = [{ guid: 'one', title: 'Bank A fails today', extra: '<!-- written anew -->' }];
    await caravan.poll('wire');
    expect(await now(id)).toMatchObject({ title: 'Bank B fails', version: 3 });
    expect(heardOf(id)).toHaveLength(3);
  });
});
