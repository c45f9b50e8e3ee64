import { escapeHtml } from '../../../platform/http/escapeHtml.ts';
import type { JsonSchema } from '../openapi/model.ts';
import { prose } from './html.ts';

type Components = Readonly<Record<string, JsonSchema>>;

/** A list of what a schema holds; what is inside of it follows with its whole name, such as `filter.topics`. */
export function fieldsOf(schema: JsonSchema, components: Components): string {
  const rows = rowsOf(schema, components, '');
  return rows.length === 0 ? '' : `<dl>${rows.join('\n')}</dl>`;
}

export const fieldOf = (
  name: string,
  schema: JsonSchema,
  isRequired: boolean,
  components: Components,
  description = schema.description,
): string =>
  `<div><dt><code>${escapeHtml(name)}</code> <span>` +
  `${typeOf(schema, components)}${isRequired ? ', required' : ''}${schema.default === undefined ? '' : `, ${defaultOf(schema.default)} unless told`}</span>` +
  `</dt><dd>${prose(description ?? '')}</dd></div>`;

/** A list that names everything is everything. */
const defaultOf = (value: unknown): string =>
  typeof value === 'object' ? 'everything' : escapeHtml(JSON.stringify(value));

function rowsOf(schema: JsonSchema, components: Components, prefix: string): string[] {
  const { properties = {}, required = [] } = resolved(schema, components);
  return Object.entries(properties).flatMap(([name, property]) => {
    const whole = resolved(property, components);
    const inner =
      whole.type === 'array' && whole.items
        ? rowsOf(whole.items, components, `${prefix}${name}[].`)
        : rowsOf(whole, components, `${prefix}${name}.`);
    return [fieldOf(`${prefix}${name}`, { ...whole, ...property }, required.includes(name), components), ...inner];
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

function typeOf(schema: JsonSchema, components: Components): string {
  const { type, enum: values, const: only, items, format } = resolved(schema, components);
  if (only !== undefined) return `<code>${escapeHtml(JSON.stringify(only))}</code>`;
  if (values) return values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' or ');
  if (type === 'array' && items) return `list of ${typeOf(items, components)}`;
  return escapeHtml(format === 'date-time' ? 'instant' : (type ?? 'object'));
}
