import type { Edition } from '../../articles/edition.ts';
import { dataOf } from '../../webhooks/body.ts';
import type { Announcement, ArticleData } from '../schemas/articles.ts';
import { ninjsOf } from './ninjs.ts';

export type Format = 'json' | 'ninjs';

/** An edition's article, in the very shape of webhooks. */
export const articleOf = (edition: Edition): ArticleData => ({
  ...dataOf(edition, 'full'),
  ...(edition.takenBack && { takenBack: true as const }),
});

export const announcementOf = (edition: Edition, format: Format): Announcement => ({
  type: edition.event.type,
  at: edition.event.at,
  data: format === 'ninjs' ? ninjsOf(edition) : articleOf(edition),
});
