import type { Instant } from '../../../platform/values/time.ts';
import type { ArticleData } from '../schemas/articles.ts';

/** An article that says of itself that it is none. */
export const madeUpArticle = (publication: string, now: Instant): ArticleData => ({
  id: '0'.repeat(32),
  version: 1,
  title: 'This is a test',
  summary: `${publication} sends this to see whether your webhook works. There is no such article.`,
  content: `<p>There is no such article: <em>drop it</em>, and answer 2xx.</p>`,
  url: 'https://publisher.example/test',
  source: { id: 'test', name: 'Test Publisher', url: 'https://publisher.example/' },
  attribution: 'Source: Test Publisher',
  authors: ['A. Writer'],
  topics: [{ slug: 'testing', name: 'Testing' }],
  language: 'en',
  published: now,
});
