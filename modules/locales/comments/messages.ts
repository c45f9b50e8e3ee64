import type { Notice } from '../messages.ts';

/** One thing that is wrong with a comment that somebody sent. */
export type CommentFault =
  | 'noName'
  | 'longName'
  | 'linkInName'
  | 'noText'
  | 'longText'
  | 'tooManyLinks'
  | 'seenBefore'
  | 'tooFast'
  | 'stale'
  | 'tooOften';

/** One reason why a request about comments is refused. */
export type CommentRefusal = 'notFound' | 'gone' | 'closed' | 'tooLarge' | 'noForm' | 'unreadable' | 'notTaken';

/** The text of comments, and of the form for one. */
export interface CommentMessages {
  readonly heading: string;
  readonly count: (count: number) => string;
  readonly none: string;
  /** More have been approved than are shown. */
  readonly newestAlone: (count: number) => string;
  readonly follow: string;
  readonly closed: string;
  /** Stands above the comments for whoever has just sent one. */
  readonly waits: string;
  readonly form: Notice & {
    readonly name: string;
    readonly comment: string;
    readonly hint: (most: number) => string;
    /** The label of a field that only machines fill in. */
    readonly trap: string;
    /** The button that shows the comment before it is sent. */
    readonly look: string;
    readonly send: string;
    readonly faults: string;
    readonly back: string;
  };
  /** The page that shows a comment before it is sent. */
  readonly preview: Notice;
  readonly faults: Readonly<Record<CommentFault, string>>;
  readonly refusals: Readonly<Record<CommentRefusal, Notice>>;
  /** What becomes of what a commenter leaves here. */
  readonly privacy: string;
  readonly feedTitle: (headline: string) => string;
}
