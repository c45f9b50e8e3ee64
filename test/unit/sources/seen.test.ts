import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { FeedItem } from '../../../modules/feed-reading/feedDocument.ts';
import { itemBytes, maxItemBytes } from '../../../platform/dynamodb/itemSize.ts';
import {
  articleId,
  decodeSeen,
  documentHashOf,
  encodeSeen,
  heededOf,
  maxEntries,
  newsOf,
  seenIn,
} from '../../../modules/sources/polling/seen.ts';

const item = (key: string, content: string): FeedItem => ({
  key,
  contentHash: createHash('sha256').update(content).digest('hex').slice(0, 32),
  story: {} as FeedItem['story'],
});
const documents = fc.record({
  items: fc
    .uniqueArray(fc.tuple(fc.string(), fc.string()), { selector: ([key]) => key })
    .map((list) => list.map(([key, content]) => item(key, content))),
  withdrawn: fc.constant<string[]>([]),
});

test('the list survives its bytes, 16 for an item', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const seen = seenIn('s', document);
      const bytes = encodeSeen(seen);
      expect(bytes).toHaveLength(16 * document.items.length);
      expect(decodeSeen(bytes)).toEqual(seen);
    }),
  );
});

test('a document holds no news against itself, in whatever order', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const turned = { ...document, items: document.items.toReversed() };
      expect(newsOf('s', turned, seenIn('s', document))).toEqual({ unseen: [], changed: [], withdrawn: [] });
      expect(documentHashOf(seenIn('s', turned))).toBe(documentHashOf(seenIn('s', document)));
    }),
  );
});

test('new, changed, vanished and withdrawn items are told apart', () => {
  const before = seenIn('s', {
    items: [item('same', '1'), item('changed', '1'), item('vanished', '1'), item('taken', '1')],
    withdrawn: [],
  });
  const document = {
    items: [item('new', '1'), item('same', '1'), item('changed', '2'), item('taken', '1')],
    withdrawn: ['taken'],
  };
  const news = newsOf('s', document, before);
  expect(news.unseen.map(({ key }) => key)).toEqual(['new']);
  expect(news.changed.map(({ key }) => key)).toEqual(['changed']);
  expect(news.withdrawn).toEqual(['taken']);
  expect(newsOf('s', document, seenIn('s', document))).toEqual({ unseen: [], changed: [], withdrawn: [] });
});

test('an item that returns after its withdrawal is a change', () => {
  const taken = seenIn('s', { items: [], withdrawn: ['a'] });
  expect(newsOf('s', { items: [item('a', '1')], withdrawn: [] }, taken).changed).toHaveLength(1);
});

test('the same guid at two sources is two articles', () => {
  expect(articleId('one', 'guid')).not.toBe(articleId('two', 'guid'));
  expect(articleId('one', 'guid')).toMatch(/^[0-9a-f]{32}$/);
});

test('more withdrawals than a row holds: those that matter come first, and all have their turn', () => {
  const many = Array.from({ length: maxEntries + 3 }, (_, index) => `g${index}`);
  const document = { items: [item('here', '1'), item('other', '1')], withdrawn: [...many, 'here', 'last'] };
  const before = seenIn('s', { items: [item('last', '1'), item('other', '1')], withdrawn: [] });
  const heeded = heededOf('s', document, before);
  expect(heeded).toHaveLength(maxEntries - 2);
  expect(heeded.slice(0, 3)).toEqual(['here', 'last', 'g0']);
  const news = newsOf('s', document, before, heeded);
  expect(news.unseen).toEqual([]); // an item beside its tombstone is none, heeded or not
  const seen = seenIn('s', { items: document.items, withdrawn: heeded });
  expect(itemBytes({ pk: `SOURCE#${'s'.repeat(63)}`, sk: 'SEEN', seen: encodeSeen(seen) })).toBeLessThan(maxItemBytes);
  const next = heededOf('s', { ...document, withdrawn: [...document.withdrawn, 'new'] }, seen);
  expect(next.slice(0, 2)).toEqual(['g24996', 'g24997']); // which were left out
  expect(next).toContain('new');
});
