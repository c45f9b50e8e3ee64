import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemResponse } from '../../platform/http/problem.ts';
import { authenticate } from './http/authenticate.ts';
import { check } from './http/check.ts';
import { countRequest, refuseExcess } from './http/rateLimit.ts';
import { respond } from './http/respond.ts';
import { route } from './http/route.ts';
import { publicAnswer } from './openapi/publicAnswer.ts';
import { operations } from './operations/registry.ts';
import type { ApiServices } from './services.ts';

/** What is told of a request in logs and metrics. */
export interface ApiOutcome {
  operation?: string;
  partnerId?: string;
}

/**
 * Answers one request of a partner; what is wrong with it is said in words (RFC 9457).
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
    refuseExcess(quota);
    const reply = await found.operation.run({ ...check(found, event), partner, headers: asked.headers, now }, services);
    const sent = { status: reply.status, headers: { ...headers, ...reply.headers } };
    if (reply.body === undefined) return respond(asked, sent);
    return respond(asked, {
      ...sent,
      text: JSON.stringify(reply.body),
      headers: { ...sent.headers, 'content-type': reply.contentType ?? 'application/json' },
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { statusCode, body, ...problem } = problemResponse(error, headers);
    return respond(asked, { status: statusCode, text: body, headers: problem.headers });
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
