import fc from 'fast-check';
import { headingOf } from '../../../modules/articles/article.ts';
import { linkMarks } from '../../../modules/digests/content/digestContent.ts';
import { clamp, columnsOf, wrap } from '../../../modules/digests/content/mail/text.ts';
import { inertLine, proseOf } from '../../../platform/text/prose.ts';
import { directionOfText } from '../../../platform/text/direction.ts';
import { article } from '../articles/articles.ts';

describe('what somebody else wrote', () => {
  test.each([
    ['new lines and other control characters', 'a\r\nBcc: b@c.example\0\u0085\u2028d', 'a Bcc: b@c.example d'],
    ['what turns text around', '\u202Eevil\u202C \u2066x\u2069 \u200Fy\u061C', 'evil x y'],
    ['a half of a character', 'a\uD800b', 'a\uFFFDb'],
    ['what stands for a link', `before${linkMarks.unsubscribe}after`, 'beforeUNSUBSCRIBE-LINKafter'],
    ['nothing of what scripts and emoji need', 'می‌خواهم 👩‍👩‍👧 é', 'می‌خواهم 👩‍👩‍👧 é'],
  ])('loses %s', (_, text, left) => {
    expect(inertLine(text)).toBe(left);
  });

  test('never holds a mark, whatever it was made of', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...Object.values(linkMarks),
        '\uFDD0',
        '\u200B',
        ...Object.values(linkMarks).map((mark) => mark.slice(0, 8)),
        ...Object.values(linkMarks).map((mark) => mark.slice(8)),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        (pieces) => !Object.values(linkMarks).some((mark) => inertLine(pieces.join('')).includes(mark)),
      ),
    );
  });
});

describe('prose', () => {
  test.each([
    ['tags', '<p>One</p><p>two <b>th</b>ree</p>', 'One two three'],
    ['script and style with what is in them', 'a<script>alert("x < y")</script>b<STYLE>p{}</style >c', 'a b c'],
    ['a script that never ends', 'a<script>alert(1)', 'a'],
    ['a tag that never ends', 'a <img src=x onerror=alert(1)', 'a'],
    ['comments', 'a<!-- <p>secret</p> -->b', 'a b'],
    [
      'entities, once',
      'AT&amp;T &lt;b&gt; &#39;x&#x27; &hellip;&nbsp;&euro; &amp;lt; &bogus; &#1114112;',
      "AT&T <b> 'x' … € &lt; &bogus;",
    ],
    ['no less-than sign', '3 < 4 and 5 > 4 <3', '3 < 4 and 5 > 4 <3'],
  ])('loses %s', (_, raw, text) => {
    expect(proseOf(raw, 4_000)).toBe(text);
  });

  test('is read no further than asked, however much there is', () => {
    expect(proseOf('<'.repeat(100_000), 100).length).toBeLessThanOrEqual(100);
    expect(proseOf(`${'<script'.repeat(20_000)}x`, 4_000)).toBe('');
  });
});

describe('a text of some width', () => {
  test.each([
    ['stays as it is where it fits', 'One two three', 13, 'One two three'],
    ['is cut after a word', 'One two three four', 14, 'One two three…'],
    ['loses what stood before the cut', 'One two, three four', 9, 'One two…'],
    ['is cut inside of a word that is all there is', 'Donaudampfschifffahrt', 10, 'Donaudamp…'],
    ['counts Chinese letters twice', '春天的第一列火车', 9, '春天的第…'],
    ['keeps letters whole', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 and more', 6, '👩‍👩‍👧👩‍👩‍👧…'],
    ['keeps accents with their letters', 'e\u0301e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301…'],
  ])('%s', (_, text, columns, cut) => {
    expect(clamp(text, columns)).toBe(cut);
  });

  test('is never wider, and never long, whatever it is', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', ' ', 'ب', '春', 'e\u0301', '\u0301', '👩‍👩‍👧', '\u200D', '-', '\uFE0F', '🇦🇿'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(letters, fc.integer({ min: 2, max: 100 }), (text, columns) => {
        const cut = clamp(text, columns);
        expect(columnsOf(cut)).toBeLessThanOrEqual(columns);
        expect(cut.length).toBeLessThanOrEqual(columns * 4 + 1);
        expect(cut === text || text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });
});

describe('lines', () => {
  test.each([
    ['are broken between words', 'one two three', 8, ['one two', 'three']],
    ['are broken between letters where there are no words', '春天的第一列火车 ab', 8, ['春天的第', '一列火车', 'ab']],
    [
      'keep addresses whole',
      'see https://example.org/a/very/long/one now',
      10,
      ['see', 'https://example.org/a/very/long/one', 'now'],
    ],
    ['are none for nothing', '', 8, []],
  ])('%s', (_, text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  test('hold all of the text, and are no wider', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', 'ж', '春', 'é'), maxLength: 300 }),
        fc.integer({ min: 2, max: 80 }),
        (text, columns) => {
          const lines = wrap(text, columns);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});

test.each([
  ['24 новости', 'rtl', 'ltr'],
  ['«رفع الجسر»', 'ltr', 'rtl'],
  ['CNN: خبر', 'rtl', 'ltr'],
  ['עברית', 'ltr', 'rtl'],
  ['123 …', 'rtl', 'rtl'],
] as const)('%s is a text of a direction', (text, otherwise, direction) => {
  expect(directionOfText(text, otherwise)).toBe(direction);
});

describe('a heading', () => {
  test.each([
    ['the title', { title: 'A title', summary: 'x' }, 'A title'],
    ['a short text', { title: '', summary: 'A note.' }, 'A note.'],
    [
      'how a long one begins',
      { title: '', summary: `${'word '.repeat(15)}longer and more` },
      `${'word '.repeat(15)}…`.replace(' …', '…'),
    ],
    ['how one without spaces begins', { title: '', summary: '春'.repeat(90) }, `${'春'.repeat(80)}…`],
    ['the source', { title: '', summary: '' }, 'The source-1'],
  ])('is %s', (_, but, heading) => {
    expect(headingOf(article(1, but))).toBe(heading);
  });
});
