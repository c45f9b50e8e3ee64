import { instant } from '../../platform/values/time.ts';
import type { Article } from './article.ts';

/** An article under another name of its source: shown, and told to nobody. Undefined where it has that name. */
export function underSourceName(article: Article, name: string, now: Date): Article | undefined {
  if (article.source.name === name) return undefined;
  const source = { ...article.source, name };
  return { ...article, source, attribution: `Source: ${name}`, rewordedAt: instant(now) };
}
