import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { inertHeaders, Problem } from '../../../../platform/http/problem.ts';
import type { HttpWork } from '../../../../platform/runtime/httpHandler.ts';
import { partsOfCallback } from '../pushKey.ts';
import type { CallbackOutcome, CallbackServices } from './services.ts';
import { takeDistribution } from './takeDistribution.ts';
import { verifyIntent } from './verifyIntent.ts';

const metricOf: Partial<Record<CallbackOutcome['kind'], string>> = {
  granted: 'LeasesGranted',
  denied: 'LeasesRefused',
  taken: 'PushesTaken',
  unsigned: 'PushesUnsigned',
};

/** The callbacks that publishers' hubs verify and push to. Logs never hold a token, a challenge, or what was pushed. */
export const callbackRequests: HttpWork<CallbackServices, { sourceId: string; outcome: CallbackOutcome }> = {
  headers: inertHeaders,
  answer: async (event, services, about) => {
    const sourceId = await sourceOf(event.rawPath, services);
    about.sourceId = sourceId;
    const request = { event, sourceId, now: new Date() };
    const { status, challenge = '' } = (about.outcome = await stepFor(event.requestContext.http.method)(
      request,
      services,
    ));
    // The hub reads it as text, and no browser takes it for a page (WebSub, section 8.2).
    return { statusCode: status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: challenge };
  },
  report: (status, about, { logger, metrics }) => {
    if (!about) return;
    const { sourceId, outcome } = about;
    logger.info(`callback ${outcome?.kind ?? 'refused'}`, { sourceId, status, poll: outcome?.poll });
    const metric = outcome && metricOf[outcome.kind];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
  },
};

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
