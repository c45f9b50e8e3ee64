import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemResponse } from '../../platform/http/problem.ts';
import type { Telemetry } from '../../platform/runtime/lambda.ts';
import { authenticate, countRequest, enforceQuota } from './http/access.ts';
import { check } from './http/check.ts';
import { apiResponse, route } from './http/operation.ts';
import { operations } from './operations/registry.ts';
import { publicAnswer } from './published/publicAnswer.ts';
import type { ApiServices } from './services.ts';

/** Logs and counts a request and its answer; never a key, a secret or a body. */
export function reportApiRequest(
  { operation, partnerId, status }: ApiOutcome & { readonly status: number },
  { logger, metrics }: Telemetry,
): void {
  logger.info(`answered ${status}`, { operation, partnerId, status });
  metrics.addMetric(metricOf(status), MetricUnit.Count, 1);
}

function metricOf(status: number): string {
  if (status === 401) return 'RequestsUnauthorized';
  if (status === 429) return 'RequestsOverLimit';
  return status < 400 ? 'RequestsAnswered' : 'RequestsRefused';
}

/** A request's operation and partner, for logs and metrics. */
export interface ApiOutcome {
  operation?: string;
  partnerId?: string;
}

/**
 * Answers one request of a partner. Refusals give the reason (RFC 9457).
 * @param outcome is filled in as the request is understood
 */
export async function answerPartner(
  event: APIGatewayProxyEventV2,
  services: ApiServices,
  now: Date,
  outcome: ApiOutcome,
): Promise<APIGatewayProxyStructuredResultV2> {
  const asked = { method: event.requestContext.http.method, headers: event.headers };
  let headers: Readonly<Record<string, string>> = {};
  try {
    const path = decodePath(event.rawPath);
    const page = publicAnswer(asked, path, services);
    if (page) return page;
    const found = route(operations, asked.method, path);
    outcome.operation = found.operation.id;
    const partner = await authenticate(asked.headers.authorization, services.partners, now);
    outcome.partnerId = partner.id;
    const quota = await countRequest(partner.id, services.partners, now);
    headers = quota.headers;
    enforceQuota(quota);
    const reply = await found.operation.run({ ...check(found, event), partner, headers: asked.headers, now }, services);
    const sent = { status: reply.status, headers: { ...headers, ...reply.headers } };
    if (reply.body === undefined) return apiResponse(asked, sent);
    return apiResponse(asked, {
      ...sent,
      text: JSON.stringify(reply.body),
      headers: { ...sent.headers, 'content-type': reply.contentType ?? 'application/json' },
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { statusCode, body, ...problem } = problemResponse(error, headers);
    return apiResponse(asked, { status: statusCode, text: body, headers: problem.headers });
  }
}

/** @throws Problem 400 */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/(?<=.)\/$/, '');
  } catch {
    throw new Problem(400, 'The address has a broken percent-encoding.');
  }
}
