import type { TestCaravan } from '../helpers/caravan.ts';
import { again } from './again.ts';

/** An article's own page, as a reader's browser is answered. */
export interface ArticlePage {
  readonly status: number;
  /** HTML. */
  readonly text: string;
  /** Of the article, or of its refusal. */
  readonly headline: string;
}

/** Reads an article's page. A reader asks again where they got no answer; an article that is gone is an answer. */
export async function articlePageOf(caravan: Pick<TestCaravan, 'get'>, id: string): Promise<ArticlePage> {
  let page: ArticlePage = { status: 0, text: '', headline: '' };
  await again(async () => {
    const response = await caravan.get(`/articles/${id}`, { headers: { accept: 'text/html' } });
    const text = await response.text();
    page = { status: response.status, text, headline: /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '' };
    return response.status < 500;
  });
  return page;
}
