import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../../platform/http/problem.ts';

const maxBodyBytes = 16_384;
const formType = 'application/x-www-form-urlencoded';

/**
 * The form of a request.
 * @throws Problem 413 or 415
 */
export function readForm({
  body = '',
  isBase64Encoded,
  headers,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>): URLSearchParams {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) throw new Problem(413, `A subscription takes at most ${maxBodyBytes} bytes.`);
  if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== formType)
    throw new Problem(415, `Send a form: content-type ${formType}.`, { headers: { accept: formType } });
  return new URLSearchParams(bytes.toString('utf8'));
}
