import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { portalPath } from '../session.ts';
import { table } from './parts.ts';

interface Line {
  readonly name: string;
  readonly slug: string;
}
export interface ListPart {
  readonly title: string;
  /** Of the address, by which its second part is asked for. */
  readonly parameter: 'topicsAfter' | 'sourcesAfter';
  readonly lines: readonly Line[];
  readonly next?: string | undefined;
}

/** The topics and sources there are, as filters name them. */
export const listsPage = (find: string, parts: readonly ListPart[]): Html =>
  html`<form method="get" action="${portalPath}/lists"><div class="row"><input type="search" name="find" value="${find}" maxlength="100"
 aria-label="Words of a name"><button>Find</button></div></form>
${parts.map(
  ({ title, parameter, lines, next }) => html`<h2>${title}</h2>
${
  lines.length === 0
    ? html`<p>None${find !== '' && ' with these words'}.</p>`
    : table(
        ['Name', 'In filters'],
        lines.map(({ name, slug }) => [html`<bdi>${name}</bdi>`, html`<code>${slug}</code>`]),
      )
}
${next !== undefined && html`<p><a href="?${parameter}=${encodeURIComponent(next)}">More</a></p>`}`,
)}`;
