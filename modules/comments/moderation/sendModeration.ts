import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { QueueWork } from '../../../platform/runtime/queueHandler.ts';
import type { OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import { instant } from '../../../platform/values/time.ts';
import { headingOf } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { againAt, isUnsent, send } from '../../mail/send.ts';
import type { PacedMailer, PacedResult } from '../../mail/send.ts';
import { sentCommentSchema } from '../comment.ts';
import type { Comment, SentComment } from '../comment.ts';
import type { CommentsTable } from '../commentsTable.ts';
import { moderationMailOf } from './moderationMail.ts';
import type { ModerationSender, Waiting } from './moderationMail.ts';
import { nextMailAtMs } from './moderationTable.ts';
import type { ModerationTable, Slot } from './moderationTable.ts';

interface ModerationServices extends ModerationSender, PacedMailer {
  readonly comments: CommentsTable;
  readonly articles: Pick<ArticlesTable, 'getMany'>;
  readonly moderation: ModerationTable;
}

/**
 * What became of a comment that arrived: it is in a mail (`taken`), was in one before (`told`), was decided before, or
 * waits for the next mail.
 */
interface ModerationOutcome extends Omit<PacedResult, 'what'> {
  readonly what: PacedResult['what'] | 'told' | 'decided' | 'waits';
}

/** A mail with more of them would be long for its reader, and for mail programs that cut it off at 100 kB. */
const mostInMail = 15;
/** An index shows a row a moment after it was written, and clocks are off by less. */
const settledMs = 10_000;

/** The queue of comments as they arrive. Logs never hold what somebody wrote. */
export const arrivedComments: QueueWork<
  SentComment,
  Omit<ModerationServices, 'remainingMs'> & { readonly ownQueue: OwnQueue },
  ModerationOutcome
> = {
  schema: sentCommentSchema,
  each: holdAndTell,
  ownQueue: ({ ownQueue }) => ownQueue,
  // What SES refuses comes again, too: the moderator's address is at fault, and a person must hear of it.
  comesAgain: ({ what, notBeforeMs }, { now }) =>
    isUnsent(what) || what === 'waits' || what === 'refused' ? againAt(notBeforeMs, now()) : undefined,
  report: ({ id, articleId }, settled, { logger, metrics }) => {
    const about = { commentId: id, articleId };
    if ('error' in settled) {
      logger.error('comment failed here', { ...about, error: settled.error });
      return;
    }
    const { what, reason } = settled.outcome;
    logger[what === 'stopped' || what === 'refused' ? 'error' : 'info'](`comment ${what}`, { ...about, reason });
    if (what === 'taken') metrics.addMetric('ModerationMailsSent', MetricUnit.Count, 1);
  },
};

/**
 * Keeps a comment for a person, and tells the moderator of all that waits: by one mail in ten minutes, however many
 * arrive. Whoever dies before the mail is written down lets another mail go: one that comes twice does no harm.
 */
async function holdAndTell(sent: SentComment, services: ModerationServices): Promise<ModerationOutcome> {
  const { comments, moderation, now } = services;
  const comment = await comments.hold(sent, now());
  if (comment.status !== 'held') return { what: 'decided' };
  const slot = await moderation.slot();
  if (isTold(comment, slot)) return { what: 'told' };
  if (nextMailAtMs(slot) > now().getTime() || !(await moderation.claim(now())))
    return { what: 'waits', notBeforeMs: Math.max(nextMailAtMs(slot), now().getTime() + settledMs) };
  const readAt = instant(now());
  const { waiting, hasMore } = await allWaiting(comment, services);
  const result = await send(moderationMailOf(waiting, hasMore, services, now()), services);
  if (result.what === 'taken')
    await moderation.told(
      readAt,
      waiting.map(({ comment: { id } }) => id),
    );
  return result;
}

/** Whether the moderator has had a comment in a mail, or at least in what a mail counted. */
const isTold = ({ id, heldAt }: Comment, { toldAt, told = [] }: Slot): boolean =>
  told.includes(id) || (toldAt !== undefined && Date.parse(toldAt) > Date.parse(heldAt) + settledMs);

/** The comments that wait, the first that came first; what has just arrived is among them. */
async function allWaiting(
  arrived: Comment,
  { comments, articles, publicUrl }: ModerationServices,
): Promise<{ waiting: Waiting[]; hasMore: boolean }> {
  const listed = await comments.held(mostInMail + 1);
  const all = listed.some(({ id }) => id === arrived.id) ? listed : [...listed, arrived];
  const shown = all.slice(0, mostInMail);
  const about = await articles.getMany(shown.map(({ articleId }) => articleId));
  const waiting = shown.map((comment) => {
    const article = about.get(comment.articleId);
    return {
      comment,
      headline: article === undefined ? 'an article that is gone' : headingOf(article),
      url: article === undefined ? publicUrl : `${publicUrl}${articlePath(article)}`,
    };
  });
  return { waiting, hasMore: all.length > shown.length };
}
