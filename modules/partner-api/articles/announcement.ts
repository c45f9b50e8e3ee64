import type { AnnouncedVersion } from '../../articles/announcedVersion.ts';
import { dataOf } from '../../webhooks/body.ts';
import type { ApiAnnouncement, ArticleData } from '../schemas/articles.ts';
import { ninjsOf } from './ninjs.ts';

export type Format = 'json' | 'ninjs';

/** An edition's article, in the very shape of webhooks. */
export const articleOf = (edition: AnnouncedVersion): ArticleData => ({
  ...dataOf(edition, 'full'),
  ...(edition.takenBack && { takenBack: true as const }),
});

export const apiAnnouncementOf = (edition: AnnouncedVersion, format: Format): ApiAnnouncement => ({
  type: edition.event.type,
  at: edition.event.at,
  data: format === 'ninjs' ? ninjsOf(edition) : articleOf(edition),
});
