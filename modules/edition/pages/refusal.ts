import { html } from '../../../platform/http/html.ts';
import type { Problem, ProblemStatus } from '../../../platform/http/problem.ts';
import { layout, waysHome } from './layout.ts';

const headings: Partial<Record<ProblemStatus, string>> = {
  404: 'There is no such page',
  405: 'That cannot be done here',
  410: 'This page is gone',
};

/** The page for a person whose request is refused: the reason, and the way home. */
export const renderRefusal = (
  { status, message }: Pick<Problem, 'status' | 'message'>,
  { publication, publicUrl }: { publication: string; publicUrl: string },
): string =>
  layout({
    title: publication,
    publicUrl,
    language: 'en',
    head: html`<meta name="robots" content="noindex">\n`,
    nav: waysHome(publicUrl),
    main: html`<div class="prose"><h2>${status}</h2>
<p class="said">${headings[status] ?? 'This address is not right'}</p>
<p>${message}</p>
<p><a href="${publicUrl}/">To the front page</a></p></div>`,
  });
