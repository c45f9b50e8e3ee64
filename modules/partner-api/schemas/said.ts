import * as z from 'zod/mini';

/** Gives a schema the words and the example that the API's description shows of it. */
export function said<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  ...examples: unknown[]
): Schema {
  z.globalRegistry.add(schema, { description, ...(examples.length > 0 && { examples }) });
  return schema;
}

/** A schema that stands under a name of its own among the description's components. */
export function named<Schema extends z.ZodMiniType>(
  id: string,
  schema: Schema,
  description: string,
  ...examples: z.input<Schema>[]
): Schema {
  z.globalRegistry.add(schema, { id, description, ...(examples.length > 0 && { examples }) });
  return schema;
}

/** What a wrong value is told, in place of zod's own words. */
export const saying = (error: string): { error: string } => ({ error });

const exampleInstant = '2026-11-23T08:05:00.000Z';

/** An instant in an answer. */
export function instantText(description: string): z.ZodMiniString {
  const schema = z.string();
  z.globalRegistry.add(schema, { description, format: 'date-time', examples: [exampleInstant] });
  return schema;
}

/** An instant in a request, in any zone. */
export function givenInstant(description: string) {
  const isInstant = z.iso.datetime({ offset: true });
  const schema = z
    .string()
    .check(
      z.refine(
        (text) => isInstant.safeParse(text).success,
        saying('must be an RFC 3339 instant, such as 2026-11-23T08:05:00Z'),
      ),
    );
  z.globalRegistry.add(schema, { description, format: 'date-time', examples: [exampleInstant] });
  return schema;
}
