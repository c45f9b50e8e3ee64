import { escapeHtml } from '../../../platform/http/escapeHtml.ts';
import type { Content, OpenApi, OperationObject } from '../openapi/model.ts';
import { curlOf } from './curl.ts';
import { fieldOf, fieldsOf } from './fields.ts';
import { code, paragraphs, prose } from './html.ts';

interface Place {
  readonly document: OpenApi;
  readonly method: string;
  readonly path: string;
}

/** An operation for a person to read. */
export function operationSection({ document, method, path }: Place, operation: OperationObject): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const { schemas } = document.components;
  const named = parameters.map((one) =>
    fieldOf(
      one.name,
      one.schema,
      one.required,
      schemas,
      `${one.in === 'query' ? '' : `In the ${one.in}. `}${one.description ?? ''}`,
    ),
  );
  const body = requestBody?.content['application/json'];
  return `<section id="${escapeHtml(operationId)}"><h3>${escapeHtml(summary)}</h3>
<p class="place"><b class="${method.toLowerCase()}">${method}</b> <code>${escapeHtml(path)}</code></p>
${paragraphs(description)}
${code(curlOf(document.servers[0]?.url ?? '', method, path, operation), `curl: ${summary}`)}
${named.length > 0 ? `<h4>Parameters</h4><dl>${named.join('\n')}</dl>` : ''}
${body ? `<h4>Body</h4>${fieldsOf(body.schema, schemas)}` : ''}
<h4>Answers</h4>
${Object.entries(responses)
  .map(([status, { description: words, content }]) =>
    answerOf(status, words, status.startsWith('2') ? content : undefined, document),
  )
  .join('\n')}
</section>`;
}

function answerOf(status: string, words: string, content: Content | undefined, { components }: OpenApi): string {
  const line = `<b>${escapeHtml(status)}</b> ${prose(words)}`;
  if (content === undefined) return `<p class="answer">${line}</p>`;
  const shown = Object.entries(content).map(([type, { schema, example }]) => {
    const form = Object.keys(content).length > 1 ? `<p><code>${escapeHtml(type)}</code></p>` : '';
    return `${form}${code(JSON.stringify(example, null, 2), `Example of ${type}`)}${fieldsOf(schema, components.schemas)}`;
  });
  return `<details><summary>${line}</summary>${shown.join('\n')}</details>`;
}
