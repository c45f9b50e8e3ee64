import { html } from '../../../platform/http/html.ts';
import type { Html, HtmlValue } from '../../../platform/http/html.ts';
import type { Session } from '../session.ts';

/** A moment for people; in UTC, as the server does not know where its reader is. */
export const moment = (at: string): Html =>
  html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;

/** A list of facts; what is not there has no line. */
export const facts = (of: Readonly<Record<string, HtmlValue>>): Html =>
  html`<dl>${Object.entries(of)
    .filter(([, value]) => value !== undefined && value !== false && value !== '')
    .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;

export const table = (heads: readonly string[], rows: readonly (readonly HtmlValue[])[], numbersFrom = 99): Html => {
  const kind = (index: number) => index >= numbersFrom && html` class="number"`;
  return html`<div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${heads.map(
    (head, index) => html`<th scope="col"${kind(index)}>${head}</th>`,
  )}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${kind(index)}>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
};

/** A form that does one thing. */
export const deed = (
  { mark }: Pick<Session, 'mark'>,
  action: string,
  { title, text, button, fields = '' }: { title: string; text: string; button: string; fields?: HtmlValue },
): Html => html`<form method="post" action="${action}"><h3>${title}</h3><p class="quiet">${text}</p>
<div class="row"><input type="hidden" name="mark" value="${mark}">${fields}<button>${button}</button></div></form>
`;

export const told = (text: HtmlValue, isBad = false): Html =>
  html`<div class="told${isBad && ' bad'}" role="status">${text}</div>\n`;
