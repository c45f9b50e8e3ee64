import type { JsonSchema } from './model.ts';

/** An example of what a schema describes, put together from the examples of its parts. */
export function exampleOf(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): unknown {
  const { $ref, examples, anyOf, properties, items } = schema;
  if (examples?.length) return examples[0];
  if ($ref !== undefined) return exampleOf(components[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}, components);
  if (anyOf?.[0]) return exampleOf(anyOf[0], components);
  if (properties) {
    // What is only there when something is amiss would mislead in an example of how things are.
    const usual = Object.entries(properties).filter(([name]) => !rare.has(name) || schema.required?.includes(name));
    return Object.fromEntries(usual.map(([name, property]) => [name, exampleOf(property, components)]));
  }
  if (items) return [exampleOf(items, components)];
  return schema.const ?? schema.default ?? schema.enum?.[0] ?? null;
}

const rare = new Set([
  'error',
  'reason',
  'takenBack',
  'disabled',
  'failingSince',
  'lastFailure',
  'nextTryAt',
  'publicKey',
]);
