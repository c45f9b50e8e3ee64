import { expect, test } from '@jest/globals';
import { brokenRssOf, jsonFeedOf, rssOf } from '../../../bench/madeFeeds.ts';
import { madeStories } from '../../../bench/madeStories.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

const stories = madeStories(12, 1_500);
const read = (text: string) => readFeed({ body: Buffer.from(text), url: 'https://news.example/feed' });

test('the bench measures the same documents in every run', () => {
  expect(madeStories(12, 1_500)).toEqual(stories);
});

test.each([
  ['RSS', rssOf],
  ['JSON Feed', jsonFeedOf],
])('a made %s is whole, and needs no repair', async (_, made) => {
  const { items, notes } = await read(made(stories));
  expect(notes).toEqual([]);
  expect(items.map(({ story }) => story.guid)).toEqual(stories.map(({ guid }) => guid));
  for (const { story } of items) expect(story.content.length).toBeGreaterThan(1_500);
});

test('a broken one is repaired, and loses no more than its end', async () => {
  const { items, notes } = await read(brokenRssOf(stories));
  expect(notes.length).toBeGreaterThan(3);
  expect(items.map(({ story }) => story.guid)).toEqual(stories.slice(0, -1).map(({ guid }) => guid));
  for (const { story } of items) expect(story.content.length).toBeGreaterThan(1_500);
});

test('what a made publisher withdraws is read as withdrawn', async () => {
  expect((await read(rssOf(stories, ['story-3']))).withdrawn).toEqual(['story-3']);
});
