import { mailViewOf } from '../../../modules/digests/content/mail/view.ts';
import type { DigestContent } from '../../../modules/digests/content/digestContent.ts';
import { articlesIn, contentOf, recordedIssueSchema, recordedOf } from '../../../modules/digests/content/recorded.ts';
import { digestPage } from '../../../modules/digests/page/page.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';
import { instant } from '../../../platform/values/time.ts';
import { fullIssue, issueOf, publication, story } from '../../helpers/issues.ts';
import { anArticle } from '../../helpers/records.ts';
import { addresses, parts } from './parts.ts';

const now = new Date('2026-11-24T12:00:00Z');
const pageOf = (issue: DigestContent, language: MailLanguage = 'en', about = publication): string =>
  digestPage(mailViewOf(issue, { language, date: '2026-11-24', offset: '+04:00' }, about)).main.text;

describe('what is written down of an issue', () => {
  const first = story(1, { alsoFrom: [{ name: 'The Caspian Times', url: 'https://caspian.example/1' }] });
  const second = story(2, { corrected: true });
  const issue = { ...issueOf([first, second], { more: 3, withdrawn: 1 }) };
  const recorded = recordedIssueSchema.parse(JSON.parse(JSON.stringify(recordedOf(issue))));
  const other = anArticle({ ...first.alsoFrom[0]!, url: 'https://caspian.example/1' });
  const all = (...articles: Article[]) => new Map(articles.map((one) => [one.id, one]));
  const headings = (content: DigestContent) =>
    content.sections.flatMap(({ stories }) => stories.map(({ article }) => article.title));

  test('are names, and they find the same again', () => {
    expect(articlesIn(recorded)).toEqual([first.article.id, other.id, second.article.id]);
    const again = contentOf(recorded, all(first.article, other, second.article), now);
    expect(pageOf(again)).toBe(pageOf(issue));
    expect(JSON.stringify(recorded)).not.toMatch(/Headline|example/);
  });

  test('a story reads as it does today', () => {
    const today = { ...first.article, title: 'Corrected since', version: 2 };
    expect(headings(contentOf(recorded, all(today, second.article), now))).toEqual([
      'Corrected since',
      'Headline number 2',
    ]);
  });

  test.each<[string, Partial<Article>]>([
    ['withdrawn', { status: 'withdrawn' }],
    ['expired', { expiresAt: instant(now) }],
    ['held again', { embargoUntil: instant(new Date('2027-01-01')) }],
  ])('one that is %s is not shown, nor named beside another, and is counted', (_, gone) => {
    const without = contentOf(recorded, all({ ...first.article, ...gone }, other, second.article), now);
    expect([headings(without), without.withdrawn]).toEqual([['Headline number 2'], 2]);
    expect(pageOf(without)).not.toContain('Headline number 1');
    const beside = contentOf(recorded, all(first.article, { ...other, ...gone }, second.article), now);
    expect(pageOf(beside)).not.toMatch(/caspian|Caspian/);
  });

  test('one that nobody keeps any more is passed over', () => {
    const left = contentOf(recorded, all(second.article), now);
    expect([headings(left), left.withdrawn]).toEqual([['Headline number 2'], 1]);
    expect(contentOf(recorded, new Map(), now).sections).toEqual([]);
  });
});

describe('the page', () => {
  test.each(mailLanguages)('says in %s what the mail says, and nothing that is one reader’s', (language) => {
    const { tags, text } = parts(pageOf(fullIssue(), language));
    for (const heading of ['Headline number 1', 'Headline number 2', 'رفع الجزء الأول من الجسر', 'Transport'])
      expect(text).toContain(heading);
    expect(text).toContain('Harbour Street');
    expect(tags.filter(({ name }) => /^h\d$/.test(name)).map(({ name }) => name)).toEqual([
      'h1',
      'h2',
      ...['h3', 'h3', 'h3'],
      'h2',
      'h3',
    ]);
    expect(tags.filter(({ name }) => name === 'article').map(({ attributes }) => attributes['dir'])).toEqual([
      'ltr',
      'ltr',
      'rtl',
      'ltr',
    ]);
    expect(addresses(pageOf(fullIssue(), language)).links.join()).not.toMatch(/preferences|unsubscribe|token/);
  });

  test('leads where the edition is set to lead', () => {
    const links = (linksTo: 'edition' | 'publisher') =>
      addresses(pageOf(fullIssue(), 'en', { ...publication, linksTo })).links;
    expect(links('publisher')).toContain('https://source-1.example/stories/1');
    expect(links('edition')).toContain('https://news.example/articles/00000000000000000000000000000001');
    expect(
      links('edition').filter((link) => !link.startsWith('https://news.example') && !link.startsWith('/')),
    ).toEqual([]);
  });

  test('is no markup but ours', () => {
    const page = pageOf(issueOf([story(1, { title: '<script>alert(1)</script>', url: 'javascript:alert(1)' })]));
    expect(page).not.toContain('<script>');
    expect(addresses(page).links[0]).toBe('https://news.example/articles/00000000000000000000000000000001');
  });
});

test("days are those of the reader's clock", () => {
  const late = issueOf([story(1, { published: instant(new Date('2026-11-23T21:30:00Z')) })]);
  const dateAt = (offset: string) =>
    mailViewOf(late, { language: 'ru', date: '2026-11-24', offset }, publication).sections[0]!.stories[0]!.date;
  expect([dateAt('+04:00'), dateAt('-05:00')]).toEqual(['24 ноября 2026 г.', '23 ноября 2026 г.']);
});
