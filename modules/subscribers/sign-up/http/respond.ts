import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { hashOf } from '../../../../platform/http/pageStyle.ts';
import { renderSignUpPage } from '../pages/layout.ts';
import { styleHash } from '../pages/style.ts';
import type { Reply } from './reply.ts';

/**
 * Addresses of these pages carry what allows to change a reader's digests: nobody keeps them, and no other site is
 * told.
 */
const safety = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' };

const policyFor = (script: string | undefined): string =>
  `default-src 'none'; img-src data:; style-src '${styleHash}'; ` +
  `${script === undefined ? '' : `script-src '${hashOf(script)}'; `}form-action 'self'; base-uri 'none'; ` +
  `frame-ancestors 'none'`;

/** @param method HEAD gets no body */
export function respond(method: string, reply: Reply, publication: string): APIGatewayProxyStructuredResultV2 {
  const leading = (statusCode: number, location: string) => ({
    statusCode,
    headers: { ...safety, 'content-security-policy': policyFor(undefined), location },
  });
  if ('seeOther' in reply) return leading(303, reply.seeOther);
  if ('movedTo' in reply) return leading(301, reply.movedTo);
  const { status = 200, headers, script, isPublic } = reply;
  return {
    statusCode: status,
    headers: {
      ...safety,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(script),
      vary: 'accept-language',
      ...(!isPublic && { 'x-robots-tag': 'noindex' }),
      ...headers,
    },
    ...(method !== 'HEAD' && { body: renderSignUpPage(reply, publication) }),
  };
}
