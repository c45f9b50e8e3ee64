import { recoverableDays } from '../../webhooks/redelivery.ts';
import { epochSeconds, instant, secondsOf } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { json, operation } from '../http/operation.ts';
import { recoveringSchema, sinceSchema, webhookPath } from '../schemas/webhooks.ts';
import { findWebhook, refuseDisabled } from '../webhooks/find.ts';

export const recoverWebhook = operation({
  id: 'recoverWebhook',
  method: 'POST',
  path: '/v1/webhooks/{id}/recover',
  tag: 'Deliveries',
  summary: 'Send everything that a webhook has missed',
  description:
    'Everything that matches, that was announced since then and that was not delivered is sent in its order, ' +
    'each once: what failed, and what was never tried because the webhook was disabled or not yet made. It ' +
    `reaches back ${recoverableDays} days.`,
  pathSchema: webhookPath,
  bodySchema: sinceSchema,
  repeat: 'Recovery sends only what is missing, so a repeat does no harm.',
  answers: { 202: json('It has begun: the deliveries show what comes of it.', recoveringSchema) },
  problems: { 409: 'The webhook is disabled.' },
  async run({ partner, path, body, now }, { endpoints, log, recoveries }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    const since = secondsOf(body.since as Instant);
    const fault = faultOf(since, epochSeconds(now));
    if (fault !== undefined)
      throw new Problem(422, `The time in "since" ${fault}.`, { errors: [{ pointer: '#/since', detail: fault }] });
    refuseDisabled(endpoint);
    const asked = instant(now);
    await recoveries.ask({ partnerId: partner.id, endpointId: endpoint.id, after: await log.placeOf(since), asked });
    return { status: 202, body: { since: instant(new Date(since * 1_000)), asked } };
  },
});

function faultOf(since: number, now: number): string | undefined {
  if (since > now + 300) return 'must not lie in the future'; // clocks differ a little
  return since < now - recoverableDays * 86_400
    ? `must be at most ${recoverableDays} days ago: GET /v1/articles reaches further back`
    : undefined;
}
