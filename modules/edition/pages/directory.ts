import { html } from '../../../platform/http/html.ts';
import type { Kind } from '../../articles/directoryTable.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';
import { listLink } from './story.ts';
import { keptLanguage } from './ways.ts';

/** The names on an index page. */
export interface Listed {
  readonly entries: readonly {
    readonly slug: string;
    readonly title: string;
    /** Of the last announcements. */
    readonly uses: number;
  }[];
  /** There are no others. */
  readonly complete: boolean;
}

/** The index of topics or of sources. */
export function renderDirectory(frame: PageFrame, kind: Kind, find: string, { entries, complete }: Listed): string {
  const { messages } = frame;
  const words = messages.directory;
  const path = `/${kind}s`;
  const said = () => {
    if (find !== '') return entries.length > 0 ? words.found(find) : words.notFound(find);
    return complete ? words.all : words.mostUsed;
  };
  return layout(frame, {
    title: words[`${kind}s`],
    description: `${words[`${kind}s`]}: ${entries
      .slice(0, 10)
      .map(({ title }) => title)
      .join(', ')}`,
    at: find === '' ? path : `${path}?find=${encodeURIComponent(find)}`,
    ...(find === '' ? { isTranslated: true } : { canonical: false as const }),
    current: path,
    main: html`<h1>${words[`${kind}s`]}</h1>
${
  (!complete || find !== '') &&
  html`<form class="find" action="${path}" role="search"><label for="find">${words.find}</label>
<span><input id="find" type="search" name="find" value="${find}" maxlength="100">
${keptLanguage(frame)}<button>${words.button}</button></span></form>`
}
<p class="meta">${said()}</p>
<ul class="names">${entries.map(
      ({ slug, title, uses }) =>
        html`<li>${listLink(frame, kind, slug, title)}${uses > 0 && html` <span class="meta">${words.stories(uses)}</span>`}</li>`,
    )}</ul>
${find !== '' && html`<p><a href="${linkTo(frame, path)}">${words[`${kind}s`]}</a></p>`}`,
  });
}
