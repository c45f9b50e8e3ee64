import { linkMarks } from '../../../modules/digests/content/digestContent.ts';
import { addresses, parts } from './parts.ts';
import { fullIssue, issueOf, render, story, page } from '../../helpers/issues.ts';

const html = (...args: Parameters<typeof render>): string => render(...args).html;
const picture = (but: object = {}) => ({
  url: 'https://img.example/a.jpg',
  width: 1200,
  height: 675,
  alt: 'A crane',
  ...but,
});
const pictures = (image: object) =>
  parts(html(issueOf([story(1), story(2, { image: picture(image) })])))
    .tags.filter(({ name }) => name === 'img')
    .map(({ attributes }) => attributes);

test('has all that an issue has', () => {
  const { text } = parts(html(fullIssue()));
  for (const part of [
    'Eurasia Media Network',
    'Tuesday, 24 November 2026',
    'Transport',
    'Headline number 1',
    'What story number 1 says in a sentence.',
    'Source: The source-1',
    '· Also reported by The Caspian Times, Daily Bosphorus',
    'Corrected',
    'More stories',
    'And 12 more stories',
    '2 earlier stories have been withdrawn by their publishers.',
    'You get this email because',
    'Change what you get and when',
    'Unsubscribe',
    '12 Harbour Street, Baku',
  ])
    expect(text).toContain(part);
});

test('has nothing of what an issue has not', () => {
  const { text } = parts(html(issueOf([story(1)])));
  for (const part of [
    'Also told',
    'Corrected',
    'More stories',
    'more',
    'taken back',
    'undefined',
    'null',
    '{{',
    'NaN',
    'false',
  ])
    expect(text).not.toContain(part);
});

test('marks a correction beside its own headline alone', () => {
  expect(
    html(issueOf([story(1), story(2, { corrected: true }), story(3)])).match(
      />Corrected<\/p>.{0,300}?Headline number 2/,
    ),
  ).not.toBeNull();
});

test('links to its page, stories and other tellers to their publishers, the rest to the edition, and the reader to their own', () => {
  expect(addresses(html(fullIssue())).links).toEqual([
    page,
    'https://source-1.example/stories/1',
    'https://source-1.example/stories/1',
    'https://caspian.example/1',
    'https://news.example/articles/000000000000000000000000000003e9',
    'https://source-2.example/stories/2',
    'https://source-2.example/stories/2',
    'https://news.example/articles/00000000000000000000000000000003',
    'https://source-4.example/stories/4',
    'https://news.example',
    linkMarks.preferences,
    linkMarks.unsubscribe,
  ]);
});

test('begins, for lists of mails, with the headlines after the first', () => {
  const preview = /<div style="display:none[^>]*>([^<]*)</;
  expect(preview.exec(html(fullIssue()))?.[1]).toBe('Headline number 2 · رفع الجزء الأول من الجسر · The source-4');
  expect(preview.exec(html(issueOf([story(1)])))?.[1]).toBe('What story number 1 says in a sentence.');
});

test('begins a note without a title in its heading, and goes on below', () => {
  const { text } = parts(
    html(
      issueOf([
        story(1, {
          title: '',
          summary:
            'One note that is longer than a heading may be, and so goes on where the summary of other stories would stand.',
        }),
      ]),
    ),
  );
  expect(text).toContain('One note that is longer than a heading may be, and so goes on where the summary…');
  expect(text).toContain('… of other stories would stand.');
});

test('draws a line between stories, and not above the first of a topic', () => {
  const lines = (...sizes: readonly number[]) =>
    html({
      ...issueOf([]),
      sections: sizes.map((size) => ({ stories: Array.from({ length: size }, (_, n) => story(n)) })),
    }).match(/class="line /g)?.length;
  expect([lines(1), lines(3), lines(2, 2)]).toEqual([1, 3, 3]); // one of them above the foot
});

test('names at most five other tellers', () => {
  const alsoFrom = Array.from({ length: 8 }, (_, n) => ({ name: `Paper ${n}` }));
  expect(parts(html(issueOf([story(1, { alsoFrom })]))).text).toContain(
    'Also reported by Paper 0, Paper 1, Paper 2, Paper 3, Paper 4, 3 others',
  );
});

describe('pictures', () => {
  test('stand large above the first headline, and small beside the others', () => {
    const { tags } = parts(html(issueOf([story(1, { image: picture() }), story(2, { image: picture() })])));
    expect(
      tags.filter(({ name }) => name === 'img').map(({ attributes: { width, height, alt } }) => [width, height, alt]),
    ).toEqual([
      ['608', undefined, 'A crane'],
      ['96', '54', 'A crane'],
    ]);
  });

  test('stand beside the first headline where they are too small or too high for above it', () => {
    for (const image of [picture({ width: 300, height: 200 }), picture({ width: 1000, height: 1200 })]) {
      expect(
        parts(html(issueOf([story(1, { image })]))).tags.find(({ name }) => name === 'img')?.attributes['width'],
      ).toBe('96');
    }
  });

  test.each([
    ['without https', { url: 'http://img.example/a.jpg' }],
    ['of another scheme', { url: 'data:image/png;base64,AAAA' }],
    ['with an endless address', { url: `https://img.example/${'a'.repeat(2_100)}` }],
    ['of a counter’s size', { width: 1, height: 1 }],
    ['of a tower’s shape', { width: 200, height: 1200 }],
    ['of a banner’s shape', { width: 1200, height: 100 }],
  ])('%s are left out', (_, image) => {
    expect(pictures(image)).toEqual([]);
  });

  test('of unknown size find their own height', () => {
    expect(pictures({ width: undefined, height: undefined })).toMatchObject([{ width: '96', height: '' }]);
  });

  test('without words are nothing to a screen reader, and others are named', () => {
    const links = (image: object) =>
      parts(html(issueOf([story(1), story(2, { image: picture(image) })])))
        .tags.filter(({ attributes }) => attributes['aria-hidden'] !== undefined)
        .map(({ attributes }) => [attributes['aria-hidden'], attributes['tabindex']]);
    expect(links({ alt: undefined })).toEqual([['true', '-1']]);
    expect(links({})).toEqual([['false', '0']]);
  });
});

describe('right to left', () => {
  const rows = (of: string) =>
    parts(of)
      .tags.filter(({ name, attributes }) => name === 'table' && attributes['dir'] !== undefined)
      .map(({ attributes }) => [attributes['dir'], attributes['lang']]);

  test('the whole mail in Arabic, and each story by its own letters', () => {
    const of = html(fullIssue(), 'ar');
    const { tags } = parts(of);
    expect(tags[0]!.attributes).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(of).toMatch(/<td[^>]*align="right"[^>]*><p[^>]*><a[^>]*>و12 خبرًا آخر/);
    expect(rows(of)).toEqual([
      ['ltr', 'en'],
      ['ltr', 'en'],
      ['rtl', 'ar'],
      ['ltr', 'en'],
    ]);
    expect(of).not.toContain('direction:ltr');
  });

  test('a story in Arabic in an English mail', () => {
    const of = html(fullIssue());
    expect(rows(of)[2]).toEqual(['rtl', 'ar']);
    expect(of).toMatch(/dir="rtl" lang="ar".{0,200}align="right"/);
    expect(of).not.toContain('direction:rtl');
  });
});

test('names run their own way, whatever is around them', () => {
  const alsoFrom = [{ name: 'الجزيرة', url: 'https://a.example/1' }, { name: 'Daily Bosphorus' }];
  expect(html(issueOf([story(1, { alsoFrom })]))).toMatch(
    /<span dir="ltr">Also reported by <span dir="rtl"><a[^>]*>الجزيرة<\/a><\/span>, <span dir="ltr"><a[^>]*>Daily Bosphorus</,
  );
  expect(html(issueOf([story(1, { alsoFrom, title: 'رفع الجسر' })]), 'ar')).toMatch(
    /<span dir="ltr">Source: The source-1<\/span> · <span dir="rtl" lang="ar">24\u00a0نوفمبر\u00a02026<\/span> · <span dir="rtl">ورد أيضًا في: <span dir="rtl"><a/,
  );
});

test('keeps to what Word can do: padding and borders on cells, directions not on links', () => {
  for (const { name, attributes } of parts(html(fullIssue())).tags) {
    if (/padding|border-/.test(attributes['style'] ?? '')) expect(name).toBe('td');
    if (name === 'a') expect(attributes).not.toHaveProperty('dir');
  }
});
