import { timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { inertHeaders, problemType } from './problem.ts';

/** The header in which CloudFront proves itself, by a secret that nobody outside knows. */
export const edgeHeader = 'x-caravan-edge';
/** The secret of a stage without CloudFront, whose readers reach the API itself. */
export const noEdge = 'none';

/** Turns away who asks the API itself: the firewall, the cache and the reader's own address are CloudFront's. */
export function refusedOutsideEdge(
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
  secret: string,
): APIGatewayProxyStructuredResultV2 | undefined {
  if (secret === noEdge || isSame(headers[edgeHeader] ?? '', secret)) return undefined;
  return {
    statusCode: 403,
    headers: { ...inertHeaders, 'content-type': problemType },
    body: JSON.stringify({
      title: 'Forbidden',
      status: 403,
      detail: "This is not the publication's address: ask where its feeds say that they are.",
    }),
  };
}

function isSame(told: string, secret: string): boolean {
  const [one, other] = [Buffer.from(told), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
