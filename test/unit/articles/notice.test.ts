import { noticeOf } from '../../../modules/articles/notice.ts';
import { anArticle } from '../../helpers/records.ts';

const textOf = (content: string): string => noticeOf(anArticle({ content })).text;
const page = '<p>Rates rise.</p>';

test.each([
  '<p>12 comments</p>',
  '<p>Views: 1.2k</p>',
  '<div>Комментарии (5)</div>',
  '<p>5 minutes ago</p>',
  '<p>3 min read</p>',
  '<li>vor 3 Stunden</li>',
  '<p>il y a 2 heures</p>',
  '<p>12 минут назад</p>',
  '<p>3 saat önce</p>',
  '<p>Updated: 12:04</p>',
  '<p>Обновлено: 29.11.2026</p>',
  '<p>29.11.2026 12:03</p>',
  '<p>© 2026 News Example</p>',
  '<p>Copyright 2026 News Example. All rights reserved.</p>',
  '\n\n <p> </p>',
  '<img src="https://count.example/p?x=1">',
])('no part of the story: %s', (line) => {
  expect(textOf(page + line)).toBe(textOf(page));
});

test.each([
  '<p>Shares fell 12%</p>',
  '<p>Dead: 12</p>',
  '<p>Final: 2-1</p>',
  '<p>Kickoff 12:30</p>',
  '<p>As of Monday 12 had died.</p>',
  '<p>Il y a 3 morts.</p>',
  '<p>The president views it as wrong.</p>',
  '<p>He was born 3 days ago in a village far from the capital of the country.</p>',
  '<img src="https://cdn.example/a.jpg">',
])('a part of the story: %s', (line) => {
  expect(textOf(page + line)).not.toBe(textOf(page));
});

test.each([
  ['https://cdn.example/a/b-300x200.jpg?sig=1', 'https://cdn2.example/a/b-1200x800.jpg?sig=2'],
  ['https://i.example/240/a/b.jpg', 'https://i.example/1024/a/b.jpg'],
  ['https://i.example/w300/b.webp', 'https://i.example/w600/b.webp'],
  ['https://i.example/b@2x.png', 'https://i.example/b.png'],
])('the same picture: %s and %s', (one, other) => {
  expect(textOf(`${page}<img src="${one}">`)).toBe(textOf(`${page}<img src="${other}">`));
  expect(noticeOf(anArticle({ image: { url: one } }))).toEqual(noticeOf(anArticle({ image: { url: other } })));
});

test('the head is all but the text: title, people, topics, language, files, embargo, expiry', () => {
  const head = (but: Parameters<typeof anArticle>[0]) => noticeOf(anArticle(but)).head;
  const plain = head({});
  expect(head({ summary: 'Another', content: 'Another' })).toBe(plain);
  const changes: Parameters<typeof anArticle>[0][] = [
    { title: 'Another' },
    { authors: ['Another'] },
    { topics: [{ slug: 'another', name: 'Another' }] },
    { language: 'tr' },
    { image: { url: 'https://cdn.example/another.jpg' } },
    { enclosures: [{ url: 'https://cdn.example/another.mp3' }] },
    { url: 'https://news.example/another' },
    { rights: 'Another' },
  ];
  expect(new Set([plain, ...changes.map(head)]).size).toBe(changes.length + 1);
  expect(head({ rights: '© 2025 News' })).toBe(head({ rights: '© 2026 News' }));
  expect(head({ authors: ['A', 'B'] })).toBe(head({ authors: ['B', 'A'] }));
});
