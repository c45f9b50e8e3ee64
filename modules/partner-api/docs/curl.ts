import type { OperationObject, Parameter } from '../openapi/model.ts';

/** Parameters that make a good first try. */
const shownQuery = new Set(['topic', 'status', 'limit']);

/**
 * A command that asks for an operation; the key is taken from the environment, so that it stays out of the shell's
 * history.
 */
export function curlOf(
  server: string,
  method: string,
  path: string,
  { parameters, requestBody }: OperationObject,
): string {
  const example = ({ schema }: Parameter) => (schema.examples?.[0] ?? schema.enum?.[0] ?? '') as string | number;
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    parameters
      .filter((one) => one.name === name)
      .map(example)
      .join(''),
  );
  const query = parameters
    .filter((one) => one.in === 'query' && shownQuery.has(one.name))
    .map((one) => `${one.name}=${example(one)}`)
    .join('&');
  const headers = parameters.filter((one) => one.in === 'header').map((one) => `-H '${one.name}: ${example(one)}'`);
  const body = requestBody?.content['application/json']?.example;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${server}${place}${query === '' ? '' : `?${query}`}'`,
    `-H "Authorization: Bearer $CARAVAN_KEY"`,
    ...headers,
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`]),
  ].join(' \\\n  ');
}
