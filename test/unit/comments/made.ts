import type { SentComment } from '../../../modules/comments/comment.ts';
import { instant } from '../../../platform/values/time.ts';

/** A comment as a reader sent it. */
export const aSentComment = (more: Partial<SentComment> = {}): SentComment => ({
  id: 'c'.repeat(32),
  articleId: 'a'.repeat(32),
  name: 'Leyla',
  text: 'The harbour was busier than that.',
  sentAt: instant(new Date('2026-11-01T08:00:00Z')),
  ...more,
});
