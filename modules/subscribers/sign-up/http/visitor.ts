import ipaddr from 'ipaddr.js';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * Whom requests are counted by: an IPv4 address, or the network of an IPv6 address, as each customer has a /64 or more
 * (RFC 6177). Behind CloudFront the connection is CloudFront's, and its own header tells the visitor's.
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
