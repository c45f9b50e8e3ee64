import { mailLanguages } from '../../preferences.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import { directionOf, languageNames } from '../../languages.ts';
import type { Page } from '../http/reply.ts';
import { inLanguage } from '../words/inLanguage.ts';
import { style } from './style.ts';

/** A whole page. */
export function renderSignUpPage({ title, main, language, script, isPublic }: Page, publication: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(publication)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header><p class="brand"><a href="/"><bdi>${escape(publication)}</bdi></a></p>${isPublic ? otherLanguages(language) : ''}</header>
<main>
${main}
</main>
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
}

function otherLanguages(language: Page['language']): string {
  const links = mailLanguages.map(
    (one) =>
      `<a href="?language=${one}" lang="${one}" ` +
      `hreflang="${one}"${one === language ? ' aria-current="true"' : ''}>${languageNames[one]}</a>`,
  );
  return `<nav aria-label="${escape(inLanguage[language].languages)}">${links.join('')}</nav>`;
}
