import { escapeHtml } from '../../../platform/http/escapeHtml.ts';
import type { OpenApi } from '../openapi/model.ts';
import { fieldsOf } from './fields.ts';
import { guidesOf } from './guides.ts';
import { code, paragraphs, prose } from './html.ts';
import { operationSection } from './operationSection.ts';
import { style, styleHash } from './style.ts';

/** No script, and no style but ours; nothing from elsewhere. */
export const docsPolicy =
  `default-src 'none'; img-src data:; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; ` +
  `frame-ancestors 'none'`;

/** The API's description as a page to read: everything in it comes from the document that machines read. */
export function renderDocs(document: OpenApi): string {
  const { info, servers, tags } = document;
  const guides = guidesOf(document);
  const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags.includes(tag));
  const link = (id: string, words: string) => `<a href="#${escapeHtml(id)}">${escapeHtml(words)}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)}</title>
<link rel="icon" href="data:,">
<link rel="service-desc" type="application/json" href="/v1/openapi.json">
<style>${style}</style>
</head>
<body>
<header><h1>${escapeHtml(info.title)}</h1>
<p>${prose(info.summary)} <code>${escapeHtml(servers[0]?.url ?? '')}/v1</code> · <a href="/v1/openapi.json">OpenAPI 3.1</a></p></header>
<div class="frame">
<nav aria-label="Contents">
<div><b>Guide</b>${guides.map(({ id, title }) => link(id, title)).join('')}</div>
${tags
  .map(
    ({ name }) =>
      `<div><b>${escapeHtml(name)}</b>${ofTag(name)
        .map(({ operation }) => link(operation.operationId, operation.summary))
        .join('')}</div>`,
  )
  .join('\n')}
<div><b>Webhook bodies</b>${Object.keys(document.webhooks)
    .map((name) => link(name, name))
    .join('')}</div>
</nav>
<main>
${guides.map(({ id, title, html }) => `<section id="${id}"><h2>${escapeHtml(title)}</h2>${html}</section>`).join('\n')}
${tags
  .map(
    ({ name, description }) =>
      `<section><h2>${escapeHtml(name)}</h2>${paragraphs(description)}${ofTag(name)
        .map(({ operation, ...place }) => operationSection({ document, ...place }, operation))
        .join('\n')}</section>`,
  )
  .join('\n')}
<section><h2>Webhook bodies</h2>${paragraphs('What is posted to a webhook. All four have the same fields.')}
${Object.entries(document.webhooks)
  .map(
    ([name, { post }]) =>
      `<section id="${escapeHtml(name)}"><h3><code>${escapeHtml(name)}</code></h3>${paragraphs(post.summary)}${code(JSON.stringify(post.requestBody.content['application/json']?.example, null, 2), `Example of ${name}`)}</section>`,
  )
  .join('\n')}
<h4>Fields</h4>${fieldsOf(Object.values(document.webhooks)[0]?.post.requestBody.content['application/json']?.schema ?? {}, document.components.schemas)}
</section>
</main>
</div>
</body>
</html>
`;
}
