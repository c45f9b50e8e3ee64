import * as z from 'zod/mini';
import { exampleOf } from './example.ts';
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
