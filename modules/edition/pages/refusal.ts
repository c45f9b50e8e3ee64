import { escapeHtml as escape } from '../../../platform/http/escapeHtml.ts';
import type { Problem, ProblemStatus } from '../../../platform/http/problem.ts';
import { layout, waysHome } from './layout.ts';

const headings: Partial<Record<ProblemStatus, string>> = {
  404: 'There is no such page',
  405: 'That cannot be done here',
  410: 'This page is gone',
};

/** What is wrong with a request, and the way home: for a person with a browser. */
export const renderRefusal = (
  { status, message }: Pick<Problem, 'status' | 'message'>,
  { publication, publicUrl }: { publication: string; publicUrl: string },
): string =>
  layout({
    title: publication,
    publicUrl,
    language: 'en',
    head: '<meta name="robots" content="noindex">\n',
    nav: waysHome(publicUrl),
    main: `<div class="prose"><h2>${status}</h2><p class="said">${escape(headings[status] ?? 'This address is not right')}</p>
<p>${escape(message)}</p>
<p><a href="${escape(publicUrl)}/">To the front page</a></p></div>`,
  });
