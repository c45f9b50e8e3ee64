import type { MailLanguage } from '../preferences.ts';
import { escapeHtml as escape } from '../../../platform/http/escapeHtml.ts';
import { directionOf } from '../languages.ts';
import { inLanguage } from './words/inLanguage.ts';

/** A mail before it is addressed. */
export interface ConfirmationDraft {
  readonly subject: string;
  readonly title: string;
  readonly text: string;
  /** What the reader may do, most of all the first. */
  readonly links: readonly { readonly words: string; readonly url: string }[];
  /** What there is to know about it. */
  readonly notes: readonly string[];
}

export interface Sender {
  /** The publication's name. */
  readonly title: string;
  readonly postalAddress: string;
}

const dark =
  '@media (prefers-color-scheme: dark) { .paper { background: #14181f !important; color: #e7eaf0 !important; } ' +
  '.quiet { color: #9aa5b5 !important; } .line { border-color: #2d3643 !important; } .link { color: #7cc4ef ' +
  '!important; } .button { background: #7cc4ef !important; border-color: #7cc4ef !important; color: #10151c ' +
  '!important; } }';

const fonts = { text: "Georgia,'Noto Serif',serif", small: 'Helvetica,Arial,sans-serif' } as const;

/**
 * The mail as a page: its styles stand in the elements, as several mail programs take no others; those in the head are
 * for the dark alone.
 */
export function renderHtml(
  { subject, title, text, links: [first, ...others], notes }: ConfirmationDraft,
  sender: Sender,
  language: MailLanguage,
): string {
  const direction = `lang="${language}" dir="${directionOf(language)}"`;
  const note = (html: string) =>
    `<p class="quiet" style="margin:0 0 14px;font:14px/1.5 ${fonts.small};color:#5c6675">${html}</p>`;
  const address =
    first &&
    `<a class="link" href="${escape(first.url)}" style="color:#0b5c8a;word-break:break-all" dir="ltr">${escape(first.url)}</a>`;
  return `<!doctype html>
<html ${direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title>
<style>:root { color-scheme: light dark; } ${dark}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbfaf7;color:#1d2430">
<div class="paper" ${direction} style="max-width:560px;margin:0 auto;padding:28px 20px;background:#fbfaf7;color:#1d2430;font:17px/1.55 ${fonts.text}">
<p class="line" style="margin:0 0 26px;padding:0 0 10px;border-bottom:3px double #ddd8cc;font-weight:bold;font-size:19px"><bdi>${escape(sender.title)}</bdi></p>
<h1 style="margin:0 0 14px;font-size:27px;line-height:1.2">${escape(title)}</h1>
<p style="margin:0 0 24px">${escape(text)}</p>
${first ? `<p style="margin:0 0 24px"><a class="button" href="${escape(first.url)}" style="display:inline-block;padding:13px 26px;border:1px solid #0b5c8a;border-radius:7px;background:#0b5c8a;color:#ffffff;font:bold 16px/1.3 ${fonts.small};text-decoration:none">${escape(first.words)}</a></p>` : ''}
${others.map(({ words, url }) => `<p style="margin:0 0 24px;font:15px/1.5 ${fonts.small}"><a class="link" href="${escape(url)}" style="color:#0b5c8a">${escape(words)}</a></p>`).join('\n')}
${notes.map((one) => note(escape(one))).join('\n')}
${address ? note(`${escape(inLanguage[language].copy)}<br>${address}`) : ''}
<p class="quiet line" style="margin:28px 0 0;padding:14px 0 0;border-top:1px solid #ddd8cc;font:13px/1.5 ${fonts.small};color:#5c6675"><bdi>${escape(sender.postalAddress)}</bdi></p>
</div>
</body>
</html>
`;
}

/** The mail for those who read text. */
export const renderText = ({ title, text, links, notes }: ConfirmationDraft, sender: Sender): string =>
  [
    title,
    text,
    ...links.map(({ words, url }) => `${words}:\n${url}`),
    ...notes,
    `-- \n${sender.title}\n${sender.postalAddress}`,
  ].join('\n\n') + '\n';
