import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { PageError } from './refusal.ts';

const maxBodyBytes = 16_384;
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * The form that a request carries, in either encoding: RFC 8058 leaves the choice to the mail program.
 * @throws Refusal 413, 415 or 400, in this order
 */
export async function readForm({
  body = '',
  isBase64Encoded,
  headers,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>): Promise<FormData> {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length === 0) return new FormData();
  if (bytes.length > maxBodyBytes) throw new PageError('tooLarge');
  const type = headers['content-type'] ?? '';
  if (!formTypes.includes(type.split(';')[0]?.trim().toLowerCase() ?? ''))
    throw new PageError('noForm', { accept: formTypes.join(', ') });
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new PageError('unreadable');
  }
}
