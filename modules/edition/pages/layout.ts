import { html, joined, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { directionOf, languageNames, mailLanguages } from '../../locales/languages.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import { feedLinks } from './feedLinks.ts';
import { editionStyle } from './style.ts';
import { dayOf, longDay } from './times.ts';
import { weatherOf, weatherSource } from './weather.ts';

/** Everything that differs between one page and another. */
export interface Page {
  /** Without the paper's name; the front page has none. */
  readonly title?: string;
  readonly description?: string;
  /** The path and query of this page, without a language. */
  readonly at: string;
  /** Where search engines find it, if not here; false for a page that they should leave alone. */
  readonly canonical?: string | false;
  /** The page says the same in other languages, apart from its stories. */
  readonly isTranslated?: boolean;
  /** The link of the menu that leads here. */
  readonly current?: string;
  /** The feeds of what the page shows; those of everything, where it has none of its own. */
  readonly feeds?: Html;
  /** What programs read of the page (Open Graph); by default what is known of any. */
  readonly head?: Html;
  readonly main: Html;
}

/** A whole page for readers. */
export const layout = (frame: PageFrame, page: Page): string =>
  html`<!doctype html>
<html lang="${frame.language}" dir="${directionOf(frame.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title !== undefined && `${page.title} · `}${frame.site.publication}</title>
${page.description !== undefined && html`<meta name="description" content="${page.description}">\n`}${addresses(frame, page)}
<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="manifest" href="/manifest.webmanifest">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf7">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181f">
${page.feeds ?? feedLinks(frame, { kind: 'all' })}${page.head ?? cards(frame, page)}<style>${trusted(editionStyle)}</style>
</head>
<body>
<a class="skip" href="#main">${frame.messages.skip}</a>
${header(frame, page)}
<main id="main">
${page.main}
</main>
${footer(frame)}
</body>
</html>
`.text;

/** A page without cards of its own, as Open Graph tells of one (ogp.me). */
const cards = ({ site }: PageFrame, { title = site.publication, description, at }: Page): Html =>
  html`<meta property="og:type" content="website">
<meta property="og:site_name" content="${site.publication}">
<meta property="og:title" content="${title}">
${description !== undefined && html`<meta property="og:description" content="${description}">\n`}<meta
 property="og:url" content="${site.publicUrl}${at}">
<meta name="twitter:card" content="summary">
`;

/** Where search engines look for the page, and for the same in other languages. */
function addresses({ site }: PageFrame, { at, canonical, isTranslated }: Page): Html {
  if (canonical === false) return html`<meta name="robots" content="noindex">`;
  const alternates = mailLanguages.map(
    (language) =>
      html`\n<link rel="alternate" hreflang="${language}" href="${linkTo({ site, language, languageIsChosen: true }, at)}">`,
  );
  const own = `${site.publicUrl}${at}`;
  return html`<link rel="canonical" href="${canonical ?? own}">${
    isTranslated && html`${alternates}\n<link rel="alternate" hreflang="x-default" href="${own}">`
  }`;
}

function header(frame: PageFrame, page: Page): Html {
  const { site, messages, masthead } = frame;
  const name = html`<a href="${linkTo(frame, '/')}"><bdi>${site.publication}</bdi></a>`;
  const link = (path: string, text: string) =>
    html`<a href="${linkTo(frame, path)}"${page.current === path && html` aria-current="page"`}>${text}</a>`;
  return html`<header class="masthead">
<div class="dateline"><time datetime="${dayOf(frame)}">${longDay(frame)}</time>${
    masthead.weather && weatherOf(masthead.weather, frame)
  }${languages(frame, page)}</div>
${page.title === undefined ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`}
<nav class="sections" aria-label="${messages.nav.sections}">${[
    link('/', messages.nav.front),
    link('/search', messages.nav.search), // seen without scrolling on a phone
    ...masthead.topics.map(
      ({ slug, title }) =>
        html`<a dir="auto" href="${linkTo(frame, `/topics/${encodeURIComponent(slug)}`)}"${
          page.current === `/topics/${slug}` && html` aria-current="page"`
        }>${title}</a>`,
    ),
    link('/topics', messages.nav.topics),
    link('/sources', messages.nav.sources),
  ]}</nav>
</header>`;
}

function languages(frame: PageFrame, { at }: Page): Html {
  const links = mailLanguages.map(
    (language) =>
      html`<a href="${linkTo({ ...frame, language, languageIsChosen: true }, at)}" lang="${language}" hreflang="${language}"${
        language === frame.language && html` aria-current="true"`
      }>${languageNames[language]}</a>`,
  );
  return html`<nav class="languages" aria-label="${frame.messages.languages}">${links}</nav>`;
}

function footer(frame: PageFrame): Html {
  const { site, messages } = frame;
  const { nav } = messages;
  const links = [
    html`<a href="${linkTo(frame, '/subscribe')}">${nav.byEmail}</a>`,
    html`<a href="${site.publicUrl}/feeds.opml">${nav.feeds}</a>`,
    html`<a href="${linkTo(frame, '/about')}">${nav.about}</a>`,
    html`<a href="mailto:${site.contact}">${nav.contact}</a>`,
    html`<a href="${linkTo(frame, '/privacy')}">${nav.privacy}</a>`,
    html`<a href="${linkTo(frame, '/about')}#imprint">${nav.imprint}</a>`,
    html`<a href="${site.publicUrl}/v1/docs">${nav.forPartners}</a>`,
    ...(frame.masthead.weather ? [weatherSource(frame)] : []),
  ];
  return html`<footer>
<p class="about"><strong><bdi>${site.publication}</bdi></strong> ${site.about[frame.language] ?? site.about.en}</p>
<nav aria-label="${nav.more}">${joined(links, ' ')}</nav>
</footer>`;
}
