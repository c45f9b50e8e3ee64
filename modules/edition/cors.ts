import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * Feeds are for programs in any page, too (Fetch Standard, 3.3): nothing in one depends on who asks. The API has no
 * CORS of its own, which would stand in place of this (API Gateway's guide, "Configure CORS for HTTP APIs").
 */
const open = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag, link' };

export const isForAllOrigins = (path: string): boolean => /^\/+feeds[./]/i.test(path);

export const forAllOrigins = (answer: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 => ({
  ...answer,
  headers: { ...answer.headers, ...open },
});

/** Answers a browser that asks first: it does before a script's If-None-Match (Fetch Standard, 4.8). */
export const preflight: APIGatewayProxyStructuredResultV2 = {
  statusCode: 204,
  headers: {
    ...open,
    allow: 'GET, HEAD, OPTIONS',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'if-modified-since, if-none-match',
    'access-control-max-age': '86400',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  },
};
