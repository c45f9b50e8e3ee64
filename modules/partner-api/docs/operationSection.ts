import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Content, OpenApi, OperationObject } from '../openapi/model.ts';
import { curlOf } from './curl.ts';
import { fieldList, fieldRow } from './fields.ts';
import { code, paragraphs, prose } from './prose.ts';

interface OperationPlace {
  readonly document: OpenApi;
  readonly method: string;
  readonly path: string;
}

/** An operation for a person to read. */
export function operationSection({ document, method, path }: OperationPlace, operation: OperationObject): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const { schemas } = document.components;
  const rows = parameters.map((one) => {
    const place = one.in === 'query' ? '' : `In the ${one.in}. `;
    return fieldRow(one.name, one.schema, one.required, schemas, `${place}${one.description ?? ''}`);
  });
  const body = requestBody?.content['application/json'];
  const answers = Object.entries(responses).map(([status, { description: text, content }]) =>
    answerOf(status, text, status.startsWith('2') ? content : undefined, document),
  );
  return html`<section id="${operationId}"><h3>${summary}</h3>
<p class="place"><b class="${method.toLowerCase()}">${method}</b> <code>${path}</code></p>
${paragraphs(description)}
${code(curlOf(document.servers[0]?.url ?? '', method, path, operation), `curl: ${summary}`)}
${rows.length > 0 && html`<h4>Parameters</h4><dl>${joined(rows, '\n')}</dl>`}
${body && html`<h4>Body</h4>${fieldList(body.schema, schemas)}`}
<h4>Answers</h4>
${joined(answers, '\n')}
</section>`;
}

function answerOf(status: string, text: string, content: Content | undefined, { components }: OpenApi): Html {
  const line = html`<b>${status}</b> ${prose(text)}`;
  if (content === undefined) return html`<p class="answer">${line}</p>`;
  const isOneOfSeveral = Object.keys(content).length > 1;
  const shown = Object.entries(content).map(
    ([type, { schema, example }]) =>
      html`${isOneOfSeveral && html`<p><code>${type}</code></p>`}${code(
        JSON.stringify(example, null, 2),
        `Example of ${type}`,
      )}${fieldList(schema, components.schemas)}`,
  );
  return html`<details><summary>${line}</summary>${joined(shown, '\n')}</details>`;
}
