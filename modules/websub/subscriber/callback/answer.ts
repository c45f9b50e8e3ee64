import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemHeaders, problemResponse } from '../../../../platform/http/problem.ts';
import { partsOfCallback } from '../callback.ts';
import type { CallbackOutcome } from './callbackOutcome.ts';
import type { CallbackServices } from './services.ts';
import { takeDistribution } from './takeDistribution.ts';
import { verifyIntent } from './verifyIntent.ts';

export interface Answered {
  readonly result: APIGatewayProxyStructuredResultV2;
  /** Undefined where it was no callback of a source. */
  readonly sourceId?: string;
  readonly deed?: CallbackOutcome;
}

/** Answers one request of a hub; what is wrong with it is said in words (RFC 9457). */
export async function answerCallback(
  event: APIGatewayProxyEventV2,
  services: CallbackServices,
  now: Date,
): Promise<Answered> {
  let sourceId: string | undefined;
  try {
    sourceId = await sourceOf(event.rawPath, services);
    const deed = await stepFor(event.requestContext.http.method)({ event, sourceId, now }, services);
    // What a hub reads as text no browser takes for a page (WebSub, section 8.2).
    return {
      result: {
        statusCode: deed.status,
        headers: { ...problemHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        body: deed.challenge ?? '',
      },
      sourceId,
      deed,
    };
  } catch (error) {
    if (error instanceof Problem)
      return { result: problemResponse(error), ...(sourceId !== undefined && { sourceId }) };
    throw error;
  }
}

/** @throws Problem 404 */
async function sourceOf(path: string, { key }: CallbackServices): Promise<string> {
  const parts = partsOfCallback(path);
  if (!parts || !(await key()).isTokenOf(parts.sourceId, parts.token))
    throw new Problem(404, 'There is no callback at this address.');
  return parts.sourceId;
}

/** @throws Problem 405 */
function stepFor(method: string) {
  if (method === 'GET') return verifyIntent;
  if (method === 'POST') return takeDistribution;
  throw new Problem(405, 'A callback is verified with GET, and pushed to with POST.', {
    headers: { allow: 'GET, POST' },
  });
}
