import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { olderPath } from '../../feed-writing/feedRequest.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';

/** Where a page stands in its list. */
export interface PlaceInList {
  /** The sort key after which older stories stand. */
  readonly older: string | undefined;
  /** This is not the beginning of the list. */
  readonly isOlder: boolean;
}

/** The links to the newest stories of a list and to older ones. @param path of the list's page */
export function turnPages(frame: PageFrame, path: string, { older, isOlder }: PlaceInList): Html | false {
  const { list } = frame.messages;
  const links = [
    isOlder && html`<a href="${linkTo(frame, path)}">${list.newest}</a>`,
    older !== undefined && html`<a rel="next" href="${linkTo(frame, olderPath(path, older))}">${list.older}</a>`,
  ].filter((link) => link !== false);
  return links.length > 0 && html`<p>${joined(links, ' ')}</p>`;
}

/** Keeps the language that the reader chose, in a form that is sent by GET. */
export const keptLanguage = ({ language, languageIsChosen }: PageFrame): Html | false =>
  languageIsChosen && html`<input type="hidden" name="language" value="${language}">`;
