import * as z from 'zod/mini';
import type { Content, JsonSchema } from './model.ts';

type Schemas = Record<string, JsonSchema>;

/** Writes schemas as JSON Schema; those with a name go among the components, once each. */
export class SchemaWriter {
  readonly components: Schemas = {};

  write(schema: z.ZodMiniType): JsonSchema {
    // Inside an object even the outermost schema is referred to by its name.
    const text = JSON.stringify(z.toJSONSchema(z.object({ it: schema }), { io: 'input' }));
    const { properties, $defs = {} } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as {
      properties: { it: JsonSchema };
      $defs?: Schemas;
    };
    for (const [name, definition] of Object.entries($defs)) {
      this.components[name] = definition;
    }
    return properties.it;
  }

  content(byType: Readonly<Record<string, z.ZodMiniType>>): Content {
    return Object.fromEntries(
      Object.entries(byType).map(([type, schema]) => {
        const written = this.write(schema);
        return [type, { schema: written, example: exampleOf(written, this.components) }];
      }),
    );
  }
}

/** An example of a schema, put together from the examples of its parts. */
function exampleOf(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): unknown {
  const { $ref, examples, anyOf, properties, items } = schema;
  if (examples?.length) return examples[0];
  if ($ref !== undefined) return exampleOf(components[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}, components);
  if (anyOf?.[0]) return exampleOf(anyOf[0], components);
  if (properties) {
    // Fields that are only there when something is amiss would mislead in an example.
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
  'backlog',
  'edNote',
]);
