import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../../platform/http/problem.ts';

const maxBodyBytes = 65_536;

/**
 * The JSON that a request carries; undefined where it carries nothing.
 * @throws Problem 413, 415 or 400, in this order
 */
export function readJsonBody({
  body = '',
  isBase64Encoded,
  headers,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>): unknown {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length === 0) return undefined;
  if (bytes.length > maxBodyBytes)
    throw new Problem(413, `A body may have 64 kB, and this one has ${Math.ceil(bytes.length / 1024)}.`);
  if (!/^application\/(merge-patch\+)?json *(; *charset="?utf-8"?)?$/i.test(headers['content-type'] ?? '')) {
    throw new Problem(415, 'The body must be JSON in UTF-8, and say so: Content-Type: application/json.', {
      headers: { accept: 'application/json' },
    });
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Problem(
      400,
      'The body is no JSON: a bracket, a quotation mark or a comma is missing or too many, or it is not UTF-8.',
    );
  }
}
