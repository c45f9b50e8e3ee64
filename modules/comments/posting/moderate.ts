import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { TokenFault } from '../../../platform/http/signedToken.ts';
import { headingOf } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import type { FormRequest } from '../../reader-pages/request.ts';
import type { ReaderPage } from '../../reader-pages/page.ts';
import { decisions } from '../comment.ts';
import type { Comment, Decision } from '../comment.ts';
import { saidPart } from '../form.ts';
import type { CommentReply } from './reply.ts';
import type { CommentServices } from './services.ts';
import { fieldText } from '../../reader-pages/fields.ts';

type Moderated = { readonly comment: Comment } | { readonly page: ReaderPage };

const faultWords: Readonly<Record<TokenFault, readonly [status: number, text: string]>> = {
  forged: [400, 'Part of this link was lost on the way. Follow it from the mail again, or copy the whole address.'],
  expired: [410, 'This link worked for two weeks. "caravan comments list" shows what waits.'],
};

/** Shows a comment with a button for each decision. Nothing changes by looking: programs follow links in mails. */
export async function showModeration(request: FormRequest, services: CommentServices): Promise<CommentReply> {
  const token = request.query.get('token') ?? '';
  const found = await commentOf(token, request.now, services);
  if ('page' in found) return { reply: found.page };
  const wish = decisionIn(request.query.get('decision'));
  return { reply: await decisionPage(found.comment, { token, wish }, services) };
}

/** Carries out what the button says. Pressed again, it changes nothing. */
export async function moderate(request: FormRequest, services: CommentServices): Promise<CommentReply> {
  const form = await request.form();
  const token = fieldText(form, 'token');
  const found = await commentOf(token, request.now, services);
  if ('page' in found) return { reply: found.page };
  const decision = decisionIn(fieldText(form, 'decision'));
  if (decision === undefined)
    return { reply: { ...(await decisionPage(found.comment, { token }, services)), status: 400 } };
  const decided = await services.comments.decide(found.comment.id, decision, request.now);
  if (decided === undefined) return { reply: goneNotice };
  const { comment, changed } = decided;
  return {
    reply: await decisionPage(comment, { token }, services),
    ...(changed &&
      comment.status !== 'held' && {
        did: { what: comment.status, commentId: comment.id, articleId: comment.articleId },
      }),
  };
}

const decisionIn = (text: string | null): Decision | undefined => decisions.find((one) => one === text);

const notice = (title: string, text: string, status: number): ReaderPage => ({
  title,
  language: 'en',
  status,
  main: html`<h1>${title}</h1>\n<p class="lead">${text}</p>\n`,
});

const goneNotice = notice('This comment is gone', 'It was erased, or its time is over.', 410);

async function commentOf(token: string, now: Date, { key, comments }: CommentServices): Promise<Moderated> {
  const read = (await key()).readModeration(token, now);
  if (typeof read === 'string') {
    const [status, text] = faultWords[read];
    return { page: notice('This link does not work', text, status) };
  }
  const comment = await comments.get(read.commentId);
  return comment === undefined ? { page: goneNotice } : { comment };
}

const statusWords: Readonly<Record<Comment['status'], string>> = {
  held: 'This comment waits for you',
  approved: 'This comment is approved',
  rejected: 'This comment is rejected',
};
const buttonWords: Readonly<Record<Decision, string>> = { approve: 'Approve', reject: 'Reject' };

/** A comment with its state, and the decisions that would still change it. */
async function decisionPage(
  comment: Comment,
  { token, wish }: { token: string; wish?: Decision | undefined },
  { articles }: CommentServices,
): Promise<ReaderPage> {
  const { status, articleId } = comment;
  const article = await articles.get(articleId);
  const title = statusWords[status];
  const left = decisions.filter((one) => status === 'held' || (status === 'approved' && one === 'reject'));
  const wished = left.includes(wish ?? 'approve') ? (wish ?? 'approve') : left[0];
  const button = (decision: Decision): Html =>
    html`<button name="decision" value="${decision}"${decision !== wished && html` class="quiet"`}>${buttonWords[decision]}</button>\n`;
  const ordered = left.toSorted((one, other) => Number(other === wished) - Number(one === wished));
  return {
    title,
    language: 'en',
    main: html`<h1>${title}</h1>
${article && html`<p class="lead">On <a href="${articlePath(article)}"><bdi>${headingOf(article)}</bdi></a></p>\n`}${
      status === 'rejected'
        ? html`<p>Its name and text are erased. It cannot be brought back.</p>\n`
        : html`<div class="part">${saidPart(comment)}</div>\n`
    }${
      left.length > 0 &&
      html`<form method="post" action="/comments/moderate"><input type="hidden" name="token" value="${token}">
<p class="act">${ordered.map(button)}</p></form>\n`
    }`,
  };
}
