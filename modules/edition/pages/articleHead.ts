import { html, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { headingOf } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import { updatedOf } from '../../feed-writing/feedDocument.ts';
import type { PageFrame } from '../site.ts';

/** What programs read of an article: Open Graph (ogp.me), Twitter's cards, schema.org's NewsArticle. */
export function articleHead({ site }: PageFrame, article: Article): Html {
  const { summary, image, listedAt, authors, topics } = article;
  const url = `${site.publicUrl}${articlePath(article)}`;
  const properties: readonly (readonly [string, string | undefined])[] = [
    ['og:type', 'article'],
    ['og:site_name', site.publication],
    ['og:title', headingOf(article)],
    ['og:description', summary],
    ['og:url', url],
    ['og:image', image?.url],
    ['og:image:alt', image?.alt],
    ['article:published_time', listedAt],
    ['article:modified_time', updatedOf(article)],
    ...authors.map((author) => ['article:author', author] as const),
    ...topics.map(({ name }) => ['article:tag', name] as const),
  ];
  const said = properties.filter(([, content]) => content !== undefined && content !== '');
  return html`${said.map(([name, content]) => html`<meta property="${name}" content="${content}">\n`)}<meta
 name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
<script type="application/ld+json">${trusted(jsonInHtml(newsArticle(site.publication, url, article)))}</script>
`;
}

/** https://schema.org/NewsArticle, as far as an article says it. */
function newsArticle(publication: string, url: string, article: Article): object {
  const { summary, image, listedAt, authors, topics, language, source, rights, corrections } = article;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: headingOf(article),
    description: summary || undefined,
    url,
    mainEntityOfPage: url,
    isBasedOn: article.url,
    datePublished: listedAt,
    dateModified: updatedOf(article),
    inLanguage: language,
    image: image?.url,
    author:
      authors.length > 0
        ? authors.map((name) => ({ '@type': 'Person', name }))
        : { '@type': 'Organization', name: source.name, url: source.url },
    sourceOrganization: { '@type': 'NewsMediaOrganization', name: source.name, url: source.url },
    publisher: { '@type': 'NewsMediaOrganization', name: publication },
    keywords: topics.map(({ name }) => name),
    copyrightNotice: rights,
    correction: corrections?.map(({ at, line }) => ({ '@type': 'CorrectionComment', text: line, datePublished: at })),
  };
}

/** No text in it can end the element that holds it (HTML Standard, 4.12.1.3). */
const jsonInHtml = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');
