import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemResponse } from '../../../platform/http/problem.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { fitsOneOf, ownerOf } from '../../../platform/values/apiKey.ts';
import { instant } from '../../../platform/values/time.ts';
import type { OwnSource } from '../../sources/own/ownSource.ts';
import { check } from '../http/check.ts';
import { apiResponse, route } from '../http/operation.ts';
import { storyOperations } from './operations.ts';
import type { StoryServices } from './operations.ts';

/** A request's operation and publisher, for logs and metrics. */
export interface StoryRequest {
  operation?: string;
  sourceId?: string;
}

/** Logs and counts a request and its answer; never a key or a story. */
export function reportStoryRequest(
  { operation, sourceId, status }: StoryRequest & { readonly status: number },
  { logger, metrics }: Telemetry,
): void {
  logger.info(`answered ${status}`, { operation, sourceId, status });
  metrics.addMetric(status < 400 ? 'StoriesTaken' : 'StoriesRefused', MetricUnit.Count, 1);
}

/**
 * Answers one request of a publisher. Refusals give the reason (RFC 9457).
 * @param about is filled in as the request is understood
 */
export async function answerPublisher(
  event: APIGatewayProxyEventV2,
  services: StoryServices,
  now: Date,
  about: StoryRequest,
): Promise<APIGatewayProxyStructuredResultV2> {
  const asked = { method: event.requestContext.http.method, headers: event.headers };
  try {
    const found = route(storyOperations, asked.method, decodePath(event.rawPath));
    about.operation = found.operation.id;
    const source = await authenticate(asked.headers.authorization, services, now);
    about.sourceId = source.id;
    const reply = await found.operation.run({ ...check(found, event), source, headers: asked.headers, now }, services);
    return apiResponse(asked, {
      status: reply.status,
      text: JSON.stringify(reply.body),
      headers: { ...reply.headers, 'content-type': 'application/json' },
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { statusCode, body, headers } = problemResponse(error);
    return apiResponse(asked, { status: statusCode, text: body, headers });
  }
}

/**
 * Finds the publisher by the key of the Authorization header: one read.
 * @throws Problem 401, the same for a publisher that does not exist and for a key that is wrong, expired or missing
 */
async function authenticate(
  authorization: string | undefined,
  { ownSources }: StoryServices,
  now: Date,
): Promise<OwnSource> {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const id = ownerOf('cvp', key);
  const source = id === undefined ? undefined : await ownSources.get(id);
  if (fitsOneOf(source?.keys ?? [], key, instant(now)) && source) return source;
  throw new Problem(
    401,
    'This needs a publisher\'s key that is valid now: send "Authorization: Bearer <your key>", which begins with cvp_.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );
}

/** @throws Problem 400 */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Problem(400, 'The address has a broken percent-encoding.');
  }
}
