import { expect, test } from '@jest/globals';
import { PolledSource } from '../../corpus/announced.ts';
import { feed, story } from '../../helpers/madeFeed.ts';
import type { PageText } from '../../../modules/full-text/page.ts';

const page = (words: string): PageText => ({ content: `<p>${words}</p>${'<p>All of it, at length.</p>'.repeat(60)}` });
const summary = (index: number, words = 'In short.') => story(index, { text: words });

/** A source with the switch on, and what its pages say. */
function polled(answer: (address: string) => PageText = () => page('Rates rise.'), leftMs = () => 60_000) {
  const source = new PolledSource(undefined, { fullText: true });
  const asked: string[] = [];
  const pages = { answer };
  source.pages = {
    read: (address) => {
      asked.push(address);
      return Promise.resolve(pages.answer(address));
    },
    leftMs,
  };
  const contentOf = () => [...source.rows.values()].map(({ content }) => content);
  return { source, asked, pages, contentOf };
}

test('no page is asked unless an operator has switched it on', async () => {
  const source = new PolledSource();
  source.pages = { read: () => Promise.reject(new Error('asked')), leftMs: () => 60_000 };
  expect((await source.poll(feed(summary(1)))).stored.pages).toBeUndefined();
});

test('a new story of which the feed has a summary alone is published with its page, once', async () => {
  const { source, asked, pages, contentOf } = polled();
  const first = await source.poll(feed(summary(1)));
  expect(first.stored.pages).toEqual({ read: 1, refused: 0, failed: 0, left: 0 });
  expect(first.stored.notes).toEqual(['full text: read 1 pages']);
  expect(first.events.map(({ type }) => type)).toEqual(['article.published']);
  expect(contentOf()[0]).toContain('Rates rise.');
  pages.answer = () => page('Another text at each visit.');
  const next = await source.poll(feed(summary(1)));
  expect([next.events, next.stored.pages, asked.length]).toEqual([[], undefined, 1]);
});

test('a feed with the full text is left alone', async () => {
  const { source, asked } = polled();
  await source.poll(feed(summary(1, `<p>${'All of it, at length. '.repeat(60)}</p>`)));
  expect(asked).toEqual([]);
});

test('a change that readers do not notice reads no page, and keeps the text', async () => {
  const { source, asked, pages, contentOf } = polled();
  await source.poll(feed(summary(1)));
  pages.answer = () => page('Another text at each visit.');
  for (const more of ['<category>B</category><category>A</category>', '<category>A</category><category>B</category>']) {
    await source.poll(feed({ ...summary(1), more }));
    expect(contentOf()[0]).toContain('Rates rise.');
  }
  expect(asked).toHaveLength(1);
});

test('nor does it read one where that failed before: its text would be told as a correction', async () => {
  for (const answer of [{ failed: 'timeout' }, { refused: 'by its paywall' }]) {
    const { source, asked, pages, contentOf } = polled(() => answer);
    const commented = (count: number) => feed(summary(1, `<p>In short.</p><p>${count} comments</p>`));
    await source.poll(commented(1));
    pages.answer = () => page('Read at last.');
    expect((await source.poll(commented(2))).events).toEqual([]);
    expect([asked.length, contentOf()[0]]).toEqual([1, expect.stringContaining('2 comments')]);
  }
});

test('a summary with a counter keeps the text of its page, which may fail by now', async () => {
  const { source, pages, contentOf } = polled();
  for (let count = 1; count <= 3; count += 1) {
    await source.poll(feed(summary(1, `<p>In short.</p><p>${count} comments</p>`)));
    pages.answer = () => ({ failed: 'timeout' });
  }
  expect(source.events.map(({ type }) => type)).toEqual(['article.published']);
  expect(contentOf()[0]).toContain('Rates rise.');
});

test('a correction reads the page again, and is one', async () => {
  const { source, pages, contentOf } = polled();
  await source.poll(feed(summary(1)));
  pages.answer = () => page('Rates fall.');
  const { events } = await source.poll(feed(summary(1, 'In short: they fall.')));
  expect(events.map(({ type }) => type)).toEqual(['article.updated']);
  expect(contentOf()[0]).toContain('Rates fall.');
});

test('whatever goes wrong, the summary stands, and it is said', async () => {
  const answers: PageText[] = [{ refused: 'by robots.txt' }, { refused: 'by robots.txt' }, { failed: 'timeout' }];
  const { source, asked, contentOf } = polled(() => answers.shift() ?? { content: '<p>Short.</p>' });
  const { stored, events } = await source.poll(feed(summary(1), summary(2), summary(3), summary(4)));
  expect(stored.notes).toEqual([
    'full text: read 0 pages, 2 refused by robots.txt, 1 failed (timeout), 1 failed (no more on the page than in the feed)',
  ]);
  expect([events.length, asked.length]).toEqual([4, 4]);
  for (const content of contentOf()) expect(content).toBe('In short.');
});

test('a poll reads ten pages, the newest stories first, and what is left is not read later', async () => {
  const { source, asked } = polled();
  const all = Array.from({ length: 25 }, (_, index) => summary(index + 1));
  const { stored } = await source.poll(feed(...all));
  expect(stored.pages).toEqual({ read: 10, refused: 0, failed: 0, left: 15 });
  const next = await source.poll(feed(...all));
  expect([next.events, asked.length]).toEqual([[], 10]);
});

test('with no time left, and where the site asks for a pause, no page is begun', async () => {
  let left = 30_000;
  const { source, asked } = polled(
    () => ((left -= 10_000), page('x')),
    () => left,
  );
  await source.poll(feed(summary(1), summary(2), summary(3)));
  expect(asked).toHaveLength(2);
  const pausing = polled(() => ({ failed: 'status 429', isPause: true }));
  await pausing.source.poll(feed(summary(1), summary(2), summary(3)));
  expect(pausing.asked).toHaveLength(1);
});

test('a story whose worker died before it remembered it is not corrected by what its page says now', async () => {
  const { source, pages } = polled();
  await source.poll(feed(summary(1)));
  source.seen = new Uint8Array();
  pages.answer = () => ({ failed: 'timeout' });
  expect((await source.poll(feed(summary(1)))).events).toEqual([]);
  source.seen = new Uint8Array();
  pages.answer = () => page('Read at last.');
  expect((await source.poll(feed(summary(1)))).events).toEqual([]);
});

test('a correction that waits keeps its page, and reads none while it waits', async () => {
  let visits = 0;
  const { source, asked, contentOf } = polled(() => page(`Visit ${(visits += 1)}.`));
  let index = 0;
  for (; index < 8; index += 1) await source.poll(feed(summary(1, `In short, for the ${index}th time.`)), 5);
  const before = asked.length;
  for (let wait = 0; wait < 3; wait += 1) {
    const { stored } = await source.poll(feed(summary(1, `In short, for the ${index - 1}th time.`)), 5);
    expect(stored.held).toBe(1);
  }
  expect(asked).toHaveLength(before);
  expect(contentOf()[0]).toContain(`Visit ${before}.`);
});
