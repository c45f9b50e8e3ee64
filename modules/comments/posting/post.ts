import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { instant } from '../../../platform/values/time.ts';
import { wasOut } from '../../articles/announcedVersions.ts';
import { isReadable } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import { commentMessagesFor } from '../../locales/comments/commentMessagesFor.ts';
import type { CommentFault } from '../../locales/comments/messages.ts';
import type { MailLanguage } from '../../locales/languages.ts';
import { visitorOf } from '../../reader-pages/request.ts';
import type { FormRequest } from '../../reader-pages/request.ts';
import type { ReaderPage } from '../../reader-pages/page.ts';
import { isOpen } from '../comment.ts';
import type { CommentKey } from '../commentKey.ts';
import { commentForm, emptyTyped, fieldNames, saidPart, trapName } from '../form.ts';
import { faultsIn, isBanned, textToKnow } from '../judge.ts';
import type { Typed } from '../judge.ts';
import { plainLine, plainText } from '../plainText.ts';
import { waitsAnchor } from '../render.ts';
import { CommentRefused } from './refusal.ts';
import type { CommentReply } from './reply.ts';
import type { CommentServices } from './services.ts';
import { fieldText } from '../../reader-pages/fields.ts';

/** Nobody reads and presses sooner. */
const leastSeconds = 2;
const windowSeconds = 3_600;
/** Comments in an hour. */
const most = { ofVisitor: 10, ofVisitorHere: 4, here: 60 } as const;

/** The form alone, for whoever comes without the article's page. */
export async function showForm(articleId: string, request: FormRequest, services: CommentServices) {
  const article = await openArticle(articleId, services, request.now);
  const opened = (await services.key()).signForm(articleId, request.now);
  return { reply: formPage(article, request.language, { typed: emptyTyped, faults: [], opened }) };
}

/**
 * Takes a comment, in two steps: the form under the article is the same for everybody, and its answer shows the comment
 * in a form that says when it was opened. What only machines do is answered as what is taken is.
 */
export async function postComment(
  articleId: string,
  request: FormRequest,
  services: CommentServices,
): Promise<CommentReply> {
  const { language, now } = request;
  const form = await request.form();
  const article = await openArticle(articleId, services, now);
  const typed = {
    name: plainLine(fieldText(form, fieldNames.name)),
    text: plainText(fieldText(form, fieldNames.text)),
  };
  const key = await services.key();
  const again = (faults: readonly CommentFault[], opened = key.signForm(articleId, now)): CommentReply => ({
    reply: { ...formPage(article, language, { typed, faults, opened }), ...(faults.length > 0 && { status: 422 }) },
    faults,
  });
  const thanks = { seeOther: `${articlePath(article)}?language=${language}#${waitsAnchor}` };
  const about = { commentId: key.idOf(articleId, typed), articleId };
  if (fieldText(form, trapName) !== '') return { reply: thanks, did: { what: 'trapped', ...about } };
  const faults = faultsIn(typed);
  const opened = fieldText(form, fieldNames.opened);
  if (faults.length > 0 || opened === '') return again(faults);
  const age = key.formAge(opened, articleId, now);
  if (age === undefined) return again(['stale']);
  if (age < leastSeconds) return again(['tooFast'], opened);
  if (
    isBanned(
      typed,
      (await services.gate.bans()).map(({ folded }) => folded),
    )
  )
    return { reply: thanks, did: { what: 'banned', ...about } };
  const fault = await gateFault(typed, about, visitorOf(request.event, services.behindEdge), { key, now, services });
  if (fault === 'tooOften') {
    const reply = formPage(article, language, { typed, faults: [fault], opened });
    return { reply: { ...reply, status: 429, headers: { 'retry-after': String(windowSeconds) } }, faults: [fault] };
  }
  if (fault !== undefined) return again([fault]);
  await services.arrived.ask({ id: about.commentId, articleId, ...typed, sentAt: instant(now) });
  return { reply: thanks, did: { what: 'arrived', ...about } };
}

/** @throws CommentRefused where nobody may read the article, or nobody may comment on it any more */
async function openArticle(
  articleId: string,
  { articles, announced, comments, closeAfterDays }: CommentServices,
  now: Date,
): Promise<Article> {
  const [article, isClosed] = await Promise.all([articles.get(articleId), comments.isClosed(articleId)]);
  if (article === undefined) throw new CommentRefused('notFound');
  if (!isReadable(article, instant(now)))
    throw new CommentRefused((await wasOut(article, announced)) ? 'gone' : 'notFound');
  if (!isOpen(article, { closeAfterDays, isClosed }, now)) throw new CommentRefused('closed');
  return article;
}

/** Whatever else keeps a comment out: how many came, and where its text was seen. A pseudonym stands for the visitor. */
async function gateFault(
  typed: Typed,
  { commentId, articleId }: { commentId: string; articleId: string },
  visitor: string,
  { key, now, services: { gate, comments } }: { key: CommentKey; now: Date; services: CommentServices },
): Promise<CommentFault | undefined> {
  if ((await comments.get(commentId)) !== undefined) return undefined; // it is sent again
  const who = key.pseudonym(visitor);
  const limits: readonly (readonly [what: string, who: string, most: number])[] = [
    ['comment', who, most.ofVisitor],
    [`comment#${articleId}`, who, most.ofVisitorHere],
    ['comments', articleId, most.here],
  ];
  for (const [what, counted, atMost] of limits)
    if ((await gate.count(what, counted, now, windowSeconds)) > atMost) return 'tooOften';
  const text = textToKnow(typed);
  return text === undefined || (await gate.knowText(key.pseudonym(text), commentId, now)) ? undefined : 'seenBefore';
}

function formPage(
  article: Article,
  language: MailLanguage,
  { typed, faults, opened }: { typed: Typed; faults: readonly CommentFault[]; opened: string },
): ReaderPage {
  const { form, preview } = commentMessagesFor(language);
  const isPreview = faults.length === 0 && typed.text !== '';
  const { title, text } = isPreview ? preview : form;
  const shown: Html | false = isPreview && html`<div class="preview">${saidPart(typed)}</div>\n`;
  return {
    title,
    language,
    main: html`<h1>${title}</h1>\n<p class="lead">${text}</p>
<div class="comments">${shown}${commentForm({ articleId: article.id, language, typed, faults, opened })}</div>
<p><a href="${articlePath(article)}?language=${language}">${form.back}</a></p>`,
  };
}
