import type { ServerResponse } from 'node:http';
import * as z from 'zod/mini';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.optional(z.record(z.string(), scalar)),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/** Answers a message of API Gateway's own. */
export function sendMessage(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

/** Writes a function's result as API Gateway does: an object with a statusCode, or anything else as a JSON body. */
export function sendResult(response: ServerResponse, payload: unknown): void {
  const result = resultSchema.safeParse(payload);
  if (!result.success) {
    const hasStatus = typeof payload === 'object' && payload !== null && 'statusCode' in payload;
    if (hasStatus || payload === undefined) return sendMessage(response, 500, 'Internal Server Error');
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(typeof payload === 'string' ? payload : JSON.stringify(payload));
    return undefined;
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result.data;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  // Lower-cased names: a function's Content-Type must not stand beside ours.
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  response
    .writeHead(statusCode, {
      ...(bytes.length > 0 && own['content-type'] === undefined ? { 'content-type': 'text/plain; charset=utf-8' } : {}),
      ...own,
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
      // 304 and 204 have no body, and HEAD keeps the length that its function tells.
      ...(statusCode === 304 || statusCode === 204 || own['content-length'] !== undefined
        ? {}
        : { 'content-length': bytes.length }),
    })
    .end(bytes);
  return undefined;
}
