import * as z from 'zod/mini';

/** Gives a schema the description and the examples that the API's description shows. */
export function annotated<Schema extends z.ZodMiniType>(
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

/** The message for a wrong value, in place of zod's own. */
export const message = (error: string): { error: string } => ({ error });

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
        message('must be an RFC 3339 instant, such as 2026-11-23T08:05:00Z'),
      ),
    );
  z.globalRegistry.add(schema, { description, format: 'date-time', examples: [exampleInstant] });
  return schema;
}

const fallback = 50;
const text = z
  .string()
  .check(z.refine((given) => /^([1-9]\d?|100)$/.test(given), message('must be a whole number from 1 to 100')));
// A query is text, and this text a number: the description says the latter.
z.globalRegistry.add(text, {
  description: 'How many at most.',
  type: 'integer',
  minimum: 1,
  maximum: 100,
  default: fallback,
  examples: [fallback],
});

/** How long a page of a list is at most. */
export const limitSchema = z._default(z.pipe(text, z.transform(Number)), fallback);
