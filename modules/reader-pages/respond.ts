import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { hashOf } from '../../platform/http/html.ts';
import { renderPage } from './page.ts';
import type { ReaderPage } from './page.ts';
import { formStyleHash } from './style.ts';

/** Leads on to another page, by GET (RFC 9110, 15.4.4): to load that again repeats nothing. */
export interface SeeOther {
  readonly seeOther: string;
}

/** Leads on to the right spelling of an address. */
export interface MovedTo {
  readonly movedTo: string;
}

/** The answer to a request of a reader. */
export type PageReply = ReaderPage | SeeOther | MovedTo;

/**
 * Addresses of these pages carry tokens that change a reader's digests: no cache keeps the pages, and no other site is
 * told their addresses.
 */
const safety = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' };

const policyFor = ({ script, style, hasPictures }: Partial<Pick<ReaderPage, 'script' | 'style' | 'hasPictures'>>) =>
  `default-src 'none'; img-src ${hasPictures ? 'https: ' : ''}data:; ` +
  `style-src '${style === undefined ? formStyleHash : hashOf(style)}'; ` +
  `${script === undefined ? '' : `script-src '${hashOf(script)}'; `}form-action 'self'; base-uri 'none'; ` +
  `frame-ancestors 'none'`;

/** @param method HEAD gets no body */
export function pageResponse(method: string, reply: PageReply, publication: string): APIGatewayProxyStructuredResultV2 {
  const leading = (statusCode: number, location: string) => ({
    statusCode,
    headers: { ...safety, 'content-security-policy': policyFor({}), location },
  });
  if ('seeOther' in reply) return leading(303, reply.seeOther);
  if ('movedTo' in reply) return leading(301, reply.movedTo);
  const { status = 200, headers, isPublic } = reply;
  return {
    statusCode: status,
    headers: {
      ...safety,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(reply),
      vary: 'accept-language',
      ...(!isPublic && { 'x-robots-tag': 'noindex' }),
      ...headers,
    },
    ...(method !== 'HEAD' && { body: renderPage(reply, publication) }),
  };
}
