import { html, trusted } from '../../platform/http/html.ts';
import type { Html } from '../../platform/http/html.ts';
import { directionOf, languageNames, mailLanguages } from '../locales/languages.ts';
import type { MailLanguage } from '../locales/languages.ts';
import { pageMessagesFor } from '../locales/messagesFor.ts';
import { formStyle } from './style.ts';

/** A page to show. */
export interface ReaderPage {
  readonly title: string;
  /** All that stands under the head of the page. */
  readonly main: Html;
  readonly language: MailLanguage;
  /** By default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Runs in the page; the policy lets in no other. */
  readonly script?: string;
  /** Stands in place of the forms' style; the policy lets in no other. */
  readonly style?: string;
  /** It shows pictures of publishers. */
  readonly hasPictures?: true;
  /** The page is for everybody: search engines may have it, and it is offered in the other languages. */
  readonly isPublic?: boolean;
}

/** A whole page. */
export const renderPage = (
  { title, main, language, script, style = formStyle, isPublic }: ReaderPage,
  publication: string,
): string =>
  html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${publication}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<header><p class="brand"><a href="/"><bdi>${publication}</bdi></a></p>${isPublic && otherLanguages(language)}</header>
<main>
${main}
</main>
${script !== undefined && html`<script>${trusted(script)}</script>\n`}</body>
</html>
`.text;

function otherLanguages(language: MailLanguage): Html {
  const links = mailLanguages.map(
    (one) =>
      html`<a href="?language=${one}" lang="${one}" hreflang="${one}"${
        one === language && html` aria-current="true"`
      }>${languageNames[one]}</a>`,
  );
  return html`<nav aria-label="${pageMessagesFor(language).languages}">${links}</nav>`;
}
