import ipaddr from 'ipaddr.js';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { MailLanguage } from '../locales/languages.ts';
import { languageOf } from '../locales/readersLanguage.ts';
import { PageError } from './refusal.ts';

/** A request as a step takes it. */
export interface FormRequest {
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** For a reader whom we do not know. */
  readonly language: MailLanguage;
  readonly now: Date;
  /** @throws PageError where the request carries no form */
  readonly form: () => Promise<FormData>;
  readonly event: APIGatewayProxyEventV2;
}

export function requestOf(event: APIGatewayProxyEventV2, now: Date): FormRequest {
  const query = new URLSearchParams(event.rawQueryString);
  return {
    query,
    headers: event.headers,
    language: languageOf(query.get('language'), event.headers['accept-language']),
    now,
    form: () => formDataOf(event),
    event,
  };
}

const maxBodyBytes = 16_384;
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * The form that a request carries, in either encoding: RFC 8058 leaves the choice to the mail program.
 * @throws PageError 413, 415 or 400, in this order
 */
export async function formDataOf({
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

/**
 * The visitor by whom requests are counted: an IPv4 address, or the network of an IPv6 address, as each customer has a
 * /64 or more (RFC 6177). Behind CloudFront the connection is CloudFront's, and its own header tells the visitor's.
 */
export function visitorOf(
  { headers, requestContext: { http } }: Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>,
  behindEdge: boolean,
): string {
  const told = behindEdge ? headers['cloudfront-viewer-address'] : undefined;
  // The port comes last, after a colon; an IPv6 address has colons itself, with or without brackets around it.
  const address = told?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') ?? http.sourceIp;
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address); // an IPv4 address in IPv6's clothes is one of IPv4
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')
    : parsed.toString();
}
