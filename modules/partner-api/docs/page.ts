import { html, joined, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { OpenApi, OperationObject } from '../openapi/model.ts';
import { fieldList } from './fields.ts';
import { guidesOf } from './guides.ts';
import type { Guide } from './guides.ts';
import { operationSection } from './operationSection.ts';
import { code, paragraphs, prose } from './prose.ts';
import { docsStyle } from './style.ts';

/** The API's description as a page to read: everything in it comes from the document that machines read. */
export function renderDocs(document: OpenApi): string {
  const { info, servers } = document;
  const guides = guidesOf(document);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<link rel="icon" href="data:,">
<link rel="service-desc" type="application/json" href="/v1/openapi.json">
<style>${trusted(docsStyle)}</style>
</head>
<body>
<header><h1>${info.title}</h1>
<p>${prose(info.summary)} <code>${servers[0]?.url}/v1</code> · <a href="/v1/openapi.json">OpenAPI 3.1</a></p></header>
<div class="frame">
${contents(document, guides)}
<main>
${guides.map(({ id, title, text }) => html`<section id="${id}"><h2>${title}</h2>${text}</section>\n`)}
${document.tags.map((tag) => tagSection(document, tag))}
${webhooksSection(document)}
</main>
</div>
</body>
</html>
`.text;
}

function contents(document: OpenApi, guides: readonly Guide[]): Html {
  const link = (id: string, text: string) => html`<a href="#${id}">${text}</a>`;
  const ofTag = (name: string) =>
    operationsOf(document, name).map(({ operation }) => link(operation.operationId, operation.summary));
  return html`<nav aria-label="Contents">
<div><b>Guide</b>${guides.map(({ id, title }) => link(id, title))}</div>
${document.tags.map(({ name }) => html`<div><b>${name}</b>${ofTag(name)}</div>\n`)}
<div><b>Event catalogue</b>${Object.keys(document.webhooks).map((name) => link(name, name))}</div>
</nav>`;
}

function tagSection(document: OpenApi, { name, description }: OpenApi['tags'][number]): Html {
  const sections = operationsOf(document, name).map(({ operation, ...place }) =>
    operationSection({ document, ...place }, operation),
  );
  return html`<section><h2>${name}</h2>${paragraphs(description)}${joined(sections, '\n')}</section>\n`;
}

function webhooksSection({ webhooks, components }: OpenApi): Html {
  const bodies = Object.entries(webhooks).map(([name, { post }]) => ({
    name,
    summary: post.summary,
    body: post.requestBody.content['application/json'],
  }));
  const sections = bodies.map(
    ({ name, summary, body }) =>
      html`<section id="${name}"><h3><code>${name}</code></h3>${paragraphs(summary)}${code(
        JSON.stringify(body?.example, null, 2),
        `Example of ${name}`,
      )}</section>`,
  );
  const fieldsOf = (wanted: string) =>
    fieldList(bodies.find(({ name }) => name === wanted)?.body?.schema ?? {}, components.schemas);
  return html`<section><h2>Event catalogue</h2>
${paragraphs('An example of each event, as it is posted to a webhook.')}
${joined(sections, '\n')}
<h4>Fields of all that tell of an article</h4>${fieldsOf('article.published')}
<h4>Fields of what tells of another webhook</h4>${fieldsOf('endpoint.failing')}
</section>`;
}

const operationsOf = (
  { paths }: OpenApi,
  tag: string,
): { path: string; method: string; operation: OperationObject }[] =>
  Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
      .filter(({ operation }) => operation.tags.includes(tag)),
  );
