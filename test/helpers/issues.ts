import type { DigestStory, DigestContent, Publication, Rendered } from '../../modules/digests/content/digestContent.ts';
import { renderIssue } from '../../modules/digests/content/render.ts';
import type { MailLanguage } from '../../modules/locales/languages.ts';
import { candidate } from '../unit/articles/articles.ts';

export const publication: Publication = {
  title: 'Eurasia Media Network',
  publicUrl: 'https://news.example',
  postalAddress: '12 Harbour Street, Baku',
  linksTo: 'publisher',
};

/** @param but `alsoFrom`: the names of other sources, with the addresses of their articles */
export const story = (
  n: number,
  but: Parameters<typeof candidate>[1] & { alsoFrom?: readonly { name: string; url?: string | undefined }[] } = {},
): DigestStory => {
  const { alsoFrom = [], ...rest } = but;
  const told = candidate(n, { summary: `What story number ${n} says in a sentence.`, ...rest });
  return {
    ...told,
    alsoFrom: alsoFrom.map(({ name, url }, nth) => ({
      id: (1_000 * n + nth).toString(16).padStart(32, '0'),
      source: { id: name, name },
      ...(url !== undefined && { url }),
    })),
  };
};

/** An issue of one section. */
export const issueOf = (stories: readonly DigestStory[], but: Partial<DigestContent> = {}): DigestContent => ({
  sections: [{ stories }],
  more: 0,
  withdrawn: 0,
  ...but,
});

export const render = (issue: DigestContent, language: MailLanguage = 'en'): Rendered =>
  renderIssue(issue, { language, date: '2026-11-24', offset: '+04:00' }, publication, page);

export const page = 'https://news.example/digests?token=abc.def';

/** An issue with all that one can hold. */
export const fullIssue = (): DigestContent => ({
  sections: [
    {
      topic: { slug: 'transport', name: 'Transport' },
      stories: [
        story(1, {
          image: { url: 'https://img.example/1.jpg', width: 1200, height: 675, alt: 'A crane' },
          alsoFrom: [{ name: 'The Caspian Times', url: 'https://caspian.example/1' }, { name: 'Daily Bosphorus' }],
        }),
        story(2, { image: { url: 'https://img.example/2.jpg', width: 600, height: 400 }, corrected: true }),
        story(3, {
          language: 'ar',
          title: 'رفع الجزء الأول من الجسر',
          summary: 'بدأ المهندسون يوم الثلاثاء.',
          url: undefined,
        }),
      ],
    },
    { stories: [story(4, { title: '', summary: '' })] },
  ],
  more: 12,
  withdrawn: 2,
});
