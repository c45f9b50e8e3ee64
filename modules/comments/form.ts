import { html } from '../../platform/http/html.ts';
import type { Html } from '../../platform/http/html.ts';
import { commentMessagesFor } from '../locales/comments/commentMessagesFor.ts';
import type { CommentFault } from '../locales/comments/messages.ts';
import type { MailLanguage } from '../locales/languages.ts';
import { mostCharacters } from './judge.ts';
import type { Typed } from './judge.ts';

/** A field that no person sees: only machines fill it in. */
export const trapName = 'homepage';

/** The names of the form's fields. `opened` says when it was opened; the form under an article has none. */
export const fieldNames = { name: 'name', text: 'comment', opened: 'opened' } as const;

/** The form as it is shown. */
export interface CommentForm {
  readonly articleId: string;
  readonly language: MailLanguage;
  readonly typed: Typed;
  readonly faults: readonly CommentFault[];
  /** Says when the form was opened; without it the comment is shown to its writer before it is sent. */
  readonly opened?: string;
}

export const emptyTyped: Typed = { name: '', text: '' };

/** The field that is at fault; the others are of the form as a whole. */
const fieldOf: Partial<Record<CommentFault, keyof Typed>> = {
  noName: 'name',
  longName: 'name',
  linkInName: 'name',
  noText: 'text',
  longText: 'text',
  tooManyLinks: 'text',
  seenBefore: 'text',
};

/** The form for a comment, with its faults above it. It needs no script. */
export function commentForm(view: CommentForm): Html {
  const { articleId, language, faults, opened } = view;
  const { form } = commentMessagesFor(language);
  const action = `/articles/${articleId}/comments?language=${language}`;
  return html`${faultsPart(faults, language)}<form class="comment" method="post" action="${action}">
${nameField(view)}${textField(view)}<p class="hint" id="comment-hint">${form.hint(mostCharacters.text)}</p>
<div class="trap" aria-hidden="true"><label for="${trapName}">${form.trap}</label>
<input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off"></div>
${opened !== undefined && html`<input type="hidden" name="${fieldNames.opened}" value="${opened}">\n`}<p><button>${
    opened === undefined ? form.look : form.send
  }</button></p></form>
`;
}

// Browsers count UTF-16: what is longer than the form says is told in words.
const nameField = ({ language, typed, faults }: CommentForm): Html =>
  html`<p><label class="label" for="${fieldNames.name}">${commentMessagesFor(language).form.name}</label>
<input id="${fieldNames.name}" name="${fieldNames.name}" value="${typed.name}" required autocomplete="name"
 maxlength="${2 * mostCharacters.name}" dir="auto"${described('name', faults)}></p>
`;

const textField = ({ language, typed, faults }: CommentForm): Html =>
  html`<p><label class="label" for="${fieldNames.text}">${commentMessagesFor(language).form.comment}</label>
<textarea id="${fieldNames.text}" name="${fieldNames.text}" required rows="6"
 maxlength="${2 * mostCharacters.text}" dir="auto"${described('text', faults)}>
${typed.text}</textarea></p>
`;

const described = (field: keyof Typed, faults: readonly CommentFault[]): Html => {
  const isAtFault = faults.some((fault) => fieldOf[fault] === field);
  const by = [...(isAtFault ? ['comment-faults'] : []), ...(field === 'text' ? ['comment-hint'] : [])];
  return html`${isAtFault && html` aria-invalid="true"`}${by.length > 0 && html` aria-describedby="${by.join(' ')}"`}`;
};

function faultsPart(faults: readonly CommentFault[], language: MailLanguage): Html | false {
  const { form, faults: words } = commentMessagesFor(language);
  const lines = faults.map((fault) => {
    const field = fieldOf[fault];
    return html`<li>${field === undefined ? words[fault] : html`<a href="#${fieldNames[field]}">${words[fault]}</a>`}</li>`;
  });
  return (
    lines.length > 0 &&
    html`<div class="faults" id="comment-faults" role="alert"><h2>${form.faults}</h2><ul>${lines}</ul></div>\n`
  );
}

/** A comment's text, as it stands on a page: text alone. */
export const saidPart = ({ name, text }: Typed, about?: Html): Html =>
  html`<p class="by"><bdi>${name}</bdi>${about && html` <span class="meta">${about}</span>`}</p>
${text
  .split('\n\n')
  .map(
    (paragraph) =>
      html`<p dir="auto">${paragraph.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`))}</p>\n`,
  )}`;
