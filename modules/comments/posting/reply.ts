import type { SeeOther } from '../../reader-pages/respond.ts';
import type { ReaderPage } from '../../reader-pages/page.ts';
import type { CommentFault } from '../../locales/comments/messages.ts';

/** What a request brought about, for logs and metrics. */
export interface CommentDeed {
  readonly what: 'arrived' | 'trapped' | 'banned' | 'approved' | 'rejected';
  readonly commentId: string;
  readonly articleId: string;
}

/** The answer to a request about comments. */
export interface CommentReply {
  readonly reply: ReaderPage | SeeOther;
  readonly did?: CommentDeed;
  readonly faults?: readonly CommentFault[];
}
