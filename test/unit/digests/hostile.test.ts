import fc from 'fast-check';
import { addressTo, renderIssue } from '../../../modules/digests/content/render.ts';
import { linkMarks } from '../../../modules/digests/content/digestContent.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { addresses, parts } from './parts.ts';
import { fullIssue, issueOf, publication, render, story } from '../../helpers/issues.ts';

const links = {
  preferences: 'https://news.example/preferences?a=1&b=$&',
  unsubscribe: 'https://news.example/unsubscribe?token=$1',
};
const addressed = (...args: Parameters<typeof render>) => addressTo(render(...args), links);

/** A story that says one thing everywhere. */
const saying = (words: string) =>
  story(1, {
    title: words,
    summary: words,
    content: words,
    attribution: words,
    language: words,
    source: { id: 'x', name: words },
    image: { url: 'https://img.example/a.jpg', width: 1200, height: 675, alt: words },
    alsoFrom: [{ name: words, url: words }],
  });

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['an end of an attribute', '"><img src=x onerror=alert(1)>'],
  ['an end of a comment', '--><script>alert(1)</script><!--'],
  ['an end of a condition', '<![endif]--><script>alert(1)</script>'],
  ['an encoded script', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['an end of a style sheet', '</style><script>alert(1)</script>'],
  ['tags of the template', '{{preferencesLink}} {{{unsubscribeLink}}} {{&title}} {{#stories}}{{/stories}} {{=<% %>=}}'],
  ['what a replacement means', "$& $1 $` $' $$"],
])('%s in all of a story’s words is text', (_, words) => {
  const issue = issueOf([saying(words), story(2)]);
  const { html, text } = addressed({
    ...issue,
    sections: [{ topic: { slug: 'x', name: words }, stories: issue.sections[0]!.stories }],
  });
  const { tags } = parts(html);
  expect(
    tags.filter(({ name }) => ['script', 'iframe', 'object', 'form', 'input', 'svg', 'link', 'base'].includes(name)),
  ).toEqual([]);
  expect(tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual([]);
  expect(addresses(html).pictures).toEqual(['https://img.example/a.jpg']);
  expect(parts(html).text).toContain(words);
  expect(text.replaceAll('\n', ' ')).toContain(words);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'mailto:a@b.example',
  '//no.scheme.example',
  `https://long.example/${'a'.repeat(2_000)}`,
  `https://long.example/${'é'.repeat(900)}`,
])('%s is no link, and its story is told without one', (url) => {
  const { html, text } = addressed(issueOf([story(1, { url, alsoFrom: [{ name: 'Another', url }] }), story(2)]));
  expect(
    addresses(html).links.filter(
      (link) => !link.startsWith('https://source-2.example/') && !link.startsWith('https://news.example/'),
    ),
  ).toEqual([]);
  expect(parts(html).text).toContain('Headline number 1');
  expect(text).not.toContain(url);
});

describe('a reader’s links', () => {
  test('stand where they belong, as they are in text and escaped in HTML', () => {
    const { html, text } = addressed(fullIssue());
    expect(html).toContain('href="https://news.example/preferences?a=1&amp;b=$&amp;"');
    expect(html).toContain(`href="${links.unsubscribe}"`);
    expect(addresses(html).links.slice(-2)).toEqual([links.preferences, links.unsubscribe]);
    expect(text).toContain(`\n${links.preferences}\n`);
    expect(text).toContain(`\n${links.unsubscribe}\n`);
  });

  test('break out of no attribute', () => {
    const { html } = addressTo(render(issueOf([story(1)])), {
      preferences: 'https://news.example/"><script>',
      unsubscribe: links.unsubscribe,
    });
    expect(parts(html).tags.filter(({ name }) => name === 'script')).toEqual([]);
  });

  test('go nowhere else, whatever publishers write', () => {
    const mark = fc.constantFrom(
      ...Object.values(linkMarks),
      ...Object.values(linkMarks).map((each) => each.slice(1)),
      ...Object.values(linkMarks).map((each) => `\uFDD0\u200B${each.slice(1)}`),
      '\uFDD0',
      '&#64976;',
      '%EF%B7%90',
    );
    const words = fc.array(fc.oneof(mark, fc.string({ unit: 'binary' }))).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(words, fc.constantFrom(...mailLanguages), (said, language) => {
        const address = `https://news.example/story?${said}`;
        const issue = {
          ...issueOf([
            { ...saying(said), article: { ...saying(said).article, url: address, image: { url: address } } },
            story(2),
          ]),
          more: 1,
        };
        const { html, text } = addressTo(
          renderIssue(
            { ...issue, sections: [{ topic: { slug: said, name: said }, stories: issue.sections[0]!.stories }] },
            { language, date: '2026-11-24', offset: '+00:00' },
            { ...publication, postalAddress: said },
          ),
          { preferences: 'https://p.example/P', unsubscribe: 'https://u.example/U' },
        );
        for (const part of [html, text]) {
          expect(part.split('https://p.example/P')).toHaveLength(2);
          expect(part.split('https://u.example/U')).toHaveLength(2);
          expect(part).not.toContain('\uFDD0');
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a summary of 100 kB is two lines', () => {
  const { html, text } = addressed(
    issueOf([story(1, { summary: '<p>All the news. '.repeat(6_000) }), story(2, { summary: 'x'.repeat(100_000) })]),
  );
  expect(parts(html).text).toContain('All the news. All the news.');
  expect(html.length).toBeLessThan(12_000);
  expect(text.length).toBeLessThan(1_500);
});
