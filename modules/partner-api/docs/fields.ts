import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { JsonSchema } from '../openapi/model.ts';
import { prose } from './prose.ts';

type Components = Readonly<Record<string, JsonSchema>>;

/** A list of a schema's fields. Fields of a field follow with their whole name, such as `filter.topics`. */
export function fieldList(schema: JsonSchema, components: Components): Html | false {
  const rows = rowsOf(schema, components, '');
  return rows.length > 0 && html`<dl>${joined(rows, '\n')}</dl>`;
}

export const fieldRow = (
  name: string,
  schema: JsonSchema,
  isRequired: boolean,
  components: Components,
  description = schema.description ?? '',
): Html =>
  html`<div><dt><code>${name}</code> <span>${typeOf(schema, components)}${isRequired && ', required'}${
    schema.default !== undefined && `, by default ${defaultOf(schema.default)}`
  }</span></dt><dd>${prose(description)}</dd></div>`;

/** A list that names everything is everything. */
const defaultOf = (value: unknown): string => (typeof value === 'object' ? 'everything' : JSON.stringify(value));

function rowsOf(schema: JsonSchema, components: Components, prefix: string): Html[] {
  const { properties = {}, required = [] } = resolved(schema, components);
  return Object.entries(properties).flatMap(([name, property]) => {
    const whole = resolved(property, components);
    const inner =
      whole.type === 'array' && whole.items
        ? rowsOf(whole.items, components, `${prefix}${name}[].`)
        : rowsOf(whole, components, `${prefix}${name}.`);
    return [fieldRow(`${prefix}${name}`, { ...whole, ...property }, required.includes(name), components), ...inner];
  });
}

function resolved(schema: JsonSchema, components: Components): JsonSchema {
  const { $ref, anyOf } = schema;
  if ($ref !== undefined) return components[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {};
  // The first of several forms is the usual one; the others have a description of their own.
  return anyOf?.[0]
    ? {
        ...resolved(anyOf[0], components),
        ...(schema.description !== undefined && { description: schema.description }),
      }
    : schema;
}

function typeOf(schema: JsonSchema, components: Components): Html | string {
  const { type, enum: values, const: only, items, format } = resolved(schema, components);
  if (only !== undefined) return html`<code>${JSON.stringify(only)}</code>`;
  if (values)
    return joined(
      values.map((value) => html`<code>${String(value)}</code>`),
      ' or ',
    );
  if (type === 'array' && items) return html`list of ${typeOf(items, components)}`;
  return format === 'date-time' ? 'instant' : (type ?? 'object');
}
