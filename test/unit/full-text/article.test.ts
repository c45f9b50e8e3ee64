import { expect, test } from '@jest/globals';
import { articleOf } from '../../../modules/full-text/article.ts';
import { articlePage } from '../../helpers/articlePage.ts';

const read = (page: string | Uint8Array, contentType = 'text/html; charset=utf-8') =>
  articleOf({ body: Buffer.from(page as string), contentType, address: 'https://news.example/2026/rates' });
const contentOf = (page: string | Uint8Array, contentType?: string): string => {
  const text = read(page, contentType);
  return 'content' in text ? text.content : JSON.stringify(text);
};

test('the article alone, without what stands around it', () => {
  const content = contentOf(articlePage());
  expect(content).toContain('Rates rise: The central bank');
  expect(content).toContain('5. The central bank');
  expect(content).not.toMatch(/Home|small print/);
});

test('it is as safe as what feeds bring, with addresses of the page', () => {
  const body =
    '<script>alert(1)</script><p onclick="x()" style="color:red">By ' +
    '<a href="more" onmouseover="x()">us</a>, <a href="javascript:x()">you</a> and all others</p>' +
    '<img src="/a.jpg" onerror="x()" alt="A"><iframe src="https://video.example/1"></iframe><object data="/x.swf"></object>';
  const content = contentOf(articlePage({ body }));
  expect(content).toContain('href="https://news.example/2026/more"');
  expect(content).toContain('src="https://news.example/a.jpg"');
  expect(content).not.toMatch(/<script|onclick|onerror|onmouseover|style=|javascript:|<iframe|<object/i);
  const based = contentOf(articlePage({ head: '<base href="https://cdn.example/x/">', body }));
  expect(based).toContain('href="https://cdn.example/x/more"');
});

test('its characters are read by what HTTP says, or else by its meta', () => {
  const bytes = (head: string) => Buffer.from(articlePage({ lead: 'Zürich', head }), 'latin1');
  expect(contentOf(bytes(''), 'text/html; charset=iso-8859-1')).toContain('Zürich:');
  expect(contentOf(bytes('<meta charset="windows-1252">'), 'text/html')).toContain('Zürich:');
  const older = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">';
  expect(contentOf(bytes(older), 'text/html')).toContain('Zürich:');
  expect(contentOf(articlePage({ lead: 'Zürich' }), 'text/html')).toContain('Zürich:');
});

test.each<[string, string]>([
  ['<meta name="robots" content="noindex, follow">', 'by its own word (noindex)'],
  ['<META NAME="ROBOTS" CONTENT="NOARCHIVE">', 'by its own word (noarchive)'],
  ['<meta name="caravan" content="none">', 'by its own word (none)'],
  ['<meta name="tdm-reservation" content="1">', 'by its own word (tdm-reservation)'],
  ['<meta itemprop="isAccessibleForFree" content="False">', 'by its paywall'],
  ['<script type="application/ld+json">{"@graph":[{"isAccessibleForFree": false}]}</script>', 'by its paywall'],
  ['<script type="application/ld+json">{"isAccessibleForFree":"False", broken</script>', 'by its paywall'],
])('a page that says %s is refused', (head, refused) => {
  expect(read(articlePage({ head }))).toEqual({ refused });
});

test('words to others, and of a free article, refuse nothing', () => {
  const head =
    '<meta name="googlebot" content="noarchive"><meta name="robots" content="index,follow"><meta name="tdm-reservation" content="0">' +
    '<script type="application/ld+json">{"isAccessibleForFree":true}</script>';
  expect(contentOf(articlePage({ head }))).toContain('Rates rise:');
});

test.each<[string, string]>([
  ['nothing', ''],
  ['no article', '<html><head><title>x</title></head><body></body></html>'],
  ['bytes', '\0\u0001\u0002'],
])('a page with %s is no article', (_, page) => {
  expect(read(page)).toEqual({ failed: 'no article found on the page' });
});

test('hostile pages end, in bounds', () => {
  const pages = [
    `<html><body>${'<div>'.repeat(100_000)}${articlePage()}`,
    articlePage({ body: '<div>'.repeat(1_900) }),
    articlePage({ body: '<p>a</p>'.repeat(60_000) }),
    articlePage({ body: `<p ${Array.from({ length: 20_000 }, (_, index) => `a${index}=1`).join(' ')}>x</p>` }),
    articlePage({ body: '<script>'.repeat(5_000) }),
    articlePage({ body: `<p>${'x'.repeat(3_000_000)}</p>` }),
    articlePage({ head: '<base href="javascript:alert(1)">', body: '<a href="x">x</a>' }),
  ];
  for (const page of pages) {
    let text: object;
    try {
      text = read(page);
    } catch (error) {
      text = { failed: String(error) };
    }
    const content = 'content' in text ? String(text.content) : '';
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(200_000);
    expect(content).not.toMatch(/<script|javascript:/i);
  }
});
