import type * as z from 'zod/mini';
import type { ProblemStatus } from '../../../platform/http/problem.ts';
import type { Described } from '../http/operation.ts';
import { usualBodyBytes } from '../http/check.ts';
import { problemSchema } from '../schemas/answers/problem.ts';
import { answers } from './answers.ts';
import type { ApiAnswer } from './answers.ts';
import type { OperationObject, Parameter, ResponseObject } from './model.ts';
import type { SchemaWriter } from './schemaWriter.ts';

const rateHeaders = {
  'RateLimit-Policy': 'The rule: so many requests (`q`) in so many seconds (`w`).',
  RateLimit: 'What is left (`r`), and the seconds until the count begins anew (`t`).',
};

/** A partner's requests are counted; a publisher's are not. */
const rateHeadersOf = ({ isForPublishers }: Described): Readonly<Record<string, string>> =>
  isForPublishers ? {} : rateHeaders;

/**
 * An operation as OpenAPI describes it.
 * @throws where nobody said what it answers
 */
export function operationObject(operation: Described, writer: SchemaWriter): OperationObject {
  const { id, tag, summary, description, pathSchema, querySchema, bodySchema, repeat } = operation;
  const parameters: Parameter[] = [
    ...(pathSchema ? parametersOf(pathSchema, 'path', writer) : []),
    ...(querySchema ? parametersOf(querySchema, 'query', writer) : []),
    ...(repeat === undefined ? [] : [idempotencyKey(repeat)]),
  ];
  const own = answers[id];
  if (!own) throw new Error(`openapi/answers.ts does not say what ${id} answers.`);
  const good = Object.entries(own).map(([status, answer]) => [status, responseOf(answer, operation, writer)] as const);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    parameters,
    ...(bodySchema && {
      requestBody: {
        required: true,
        content: writer.content({ 'application/json': bodySchema, ...operation.otherBodies }),
      },
    }),
    ...(operation.isForPublishers && { security: [{ publisherKey: [] }] }),
    responses: Object.fromEntries([...good, ...problemsOf(operation, writer)]),
  };
}

function parametersOf(schema: z.ZodMiniType, place: 'path' | 'query', writer: SchemaWriter): Parameter[] {
  const { properties = {}, required = [] } = writer.write(schema);
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: required.includes(name),
    description,
    schema: property,
  }));
}

const idempotencyKey = (repeat: string): Parameter => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: `1 to 255 printable ASCII characters, new for each thing that you ask for: a UUID does well. ${repeat}`,
  schema: { type: 'string', examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'] },
});

const responseOf = (
  { description, content, headers = {} }: ApiAnswer,
  operation: Described,
  writer: SchemaWriter,
): ResponseObject => ({
  description,
  headers: headersOf({ ...rateHeadersOf(operation), ...headers }),
  ...(content && { content: writer.content(content) }),
});

const headersOf = (texts: Readonly<Record<string, string>>): Record<string, object> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

/** The refusals that every operation of its kind knows, and those of this one. */
function problemsOf(operation: Described, writer: SchemaWriter): [string, ResponseObject][] {
  const { method, pathSchema, problems, mostBodyBytes = usualBodyBytes } = operation;
  const takesBody = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const texts: Partial<Record<ProblemStatus, string>> = {
    400: `Something in the query or in a header is not as it should be${takesBody ? ', or the body is no JSON' : ''}.`,
    401: 'The key is missing, wrong, expired or revoked.',
    ...(pathSchema && { 404: 'There is nothing of yours under this id.' }),
    ...(takesBody && {
      413: `The body is larger than ${mostBodyBytes / 1024} kB.`,
      415: 'The body is not declared as JSON.',
      422: 'Something in the body is not as it should be: `errors` says what.',
    }),
    ...(!operation.isForPublishers && {
      429: 'You have asked more often than the limit allows: wait as `Retry-After` says.',
    }),
    ...problems,
  };
  const content = writer.content({ 'application/problem+json': problemSchema });
  return Object.entries(texts).map(([status, description]) => [
    status,
    { description, headers: headersOf(problemHeaders(status, rateHeadersOf(operation))), content },
  ]);
}

function problemHeaders(status: string, usual: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (status === '401') return { 'WWW-Authenticate': 'Bearer.' };
  return status === '429' ? { ...rateHeaders, 'Retry-After': 'Seconds to wait.' } : usual;
}
