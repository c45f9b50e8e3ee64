import { escapeHtml, html, joined, trusted } from '../../../platform/http/html.ts';
import type { HtmlValue } from '../../../platform/http/html.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;`;
const escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror='alert(2)'&gt;&amp;lt;";

test('every value is escaped, as text and as an attribute', () => {
  const { text } = html`<a href="${hostile}" title="${[hostile, 1]}">${hostile}</a>`;
  expect(text).toBe(`<a href="${escaped}" title="${escaped}1">${escaped}</a>`);
  expect([...text.matchAll(/<(\w+)/g)].map(([, name]) => name)).toEqual(['a']);
});

test.each<[HtmlValue, string]>([
  [undefined, ''],
  [null, ''],
  [false, ''],
  ['', ''],
  [0, '0'],
  [html`<b>${'&'}</b>`, '<b>&amp;</b>'],
  [trusted('<hr>'), '<hr>'],
  [['a', [html`<br>`, ['<', false]], undefined], 'a<br>&lt;'],
  [joined([], ', '), ''],
  [joined(['<', html`<i>x</i>`, 3], ' & '), '&lt; &amp; <i>x</i> &amp; 3'],
])('%j is printed as %j', (value, text) => {
  expect(html`${value}`.text).toBe(text);
});

test('an object in the shape of markup is none', () => {
  const forged = JSON.parse('{"text": "<script>"}') as HtmlValue;
  expect(() => html`${forged}`.text).toThrow();
});

test('escaping text twice shows it escaped, so that nothing is lost', () => {
  expect(escapeHtml(escapeHtml('<'))).toBe('&amp;lt;');
});
