import { html } from '../../platform/http/html.ts';
import type { HtmlValue } from '../../platform/http/html.ts';
import { Problem } from '../../platform/http/problem.ts';
import { instant } from '../../platform/values/time.ts';
import type { Operation } from '../partner-api/http/operation.ts';
import { recoverWebhook, retryDelivery } from '../partner-api/operations/deliveries.ts';
import { rotateSecret, testWebhook } from '../partner-api/operations/rotateSecret.ts';
import { changeWebhook } from '../partner-api/operations/webhooks.ts';
import { newApiKey, rotatedKeys } from '../webhooks/partners.ts';
import type { Step } from './visit.ts';
import { operate } from './operate.ts';
import { portalPath } from './session.ts';
import { told } from './pages/parts.ts';
import { recoverHours } from './pages/webhook.ts';
import { webhookStep } from './views.ts';

interface Asked {
  readonly operation: Operation;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** Does something with a webhook, and shows its page with what came of it at its head. */
const onWebhook =
  <Done>(ask: (fields: Readonly<Record<string, string>>, now: Date) => Asked, words: (done: Done) => HtmlValue): Step =>
  async (visit, services) => {
    const { operation, body, idempotencyKey } = ask(visit.fields, visit.now);
    const path = { id: visit.ids[0] ?? '' };
    const asked = { path, body, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const done = await operate<Done>(operation, asked, visit, services);
    const page = await webhookStep({ ...visit, query: {} }, services);
    return { ...page, main: html`${told(words(done))}${page.main}` };
  };

interface Tried {
  readonly delivered: boolean;
  readonly status?: number;
  readonly milliseconds: number;
  readonly answer: string;
  readonly error?: string;
}

const test = onWebhook<Tried>(
  ({ type }) => ({ operation: testWebhook, body: { type } }),
  ({ delivered, status, milliseconds, answer, error }) =>
    html`<p><b>${
      delivered ? 'Delivered' : 'Not delivered'
    }</b>: ${status === undefined ? error : `it answered ${status}`}, in ${milliseconds} ms.</p>${
      answer !== '' && html`<pre tabindex="0">${answer}</pre>`
    }`,
);

const recover = onWebhook(
  ({ since = '' }, now) => {
    const hours = Object.entries(recoverHours).find(([name]) => name === since)?.[1] ?? 1;
    return { operation: recoverWebhook, body: { since: instant(new Date(now.getTime() - hours * 3_600_000)) } };
  },
  () => 'It has begun. This page says how far it is.',
);

const rotate = onWebhook<{ secret: string; previousExpiresAt: string }>(
  ({ key = '' }) => ({ operation: rotateSecret, idempotencyKey: key.slice(0, 64) }),
  ({ secret, previousExpiresAt }) =>
    html`<p>The new secret, which is shown only now:</p><pre tabindex="0">${secret}</pre>
<p>The one before signs too until ${previousExpiresAt}.</p>`,
);

const changeTo = (status: 'enabled' | 'disabled'): Step =>
  onWebhook(
    () => ({ operation: changeWebhook, body: { status } }),
    () => `It is ${status}.`,
  );

const retry: Step = async (visit, services) => {
  const [id = '', deliveryId = ''] = visit.ids;
  await operate(retryDelivery, { path: { id, deliveryId } }, visit, services);
  return {
    title: 'On its way',
    main: html`<p>It comes within seconds: <a href="${portalPath}/webhooks/${id}/deliveries/${deliveryId}">see what came of it</a>.</p>`,
  };
};

const rotateKey: Step = async ({ session: { partner }, fields, now }, { partners }) => {
  if (fields['newest'] !== (partner.keys[0]?.createdAt ?? ''))
    throw new Problem(
      409,
      'A new key was made a moment ago. If you did not keep it, open the first page and make another.',
    );
  const { key, hash } = newApiKey(partner.id);
  if (!(await partners.setKeys(partner.id, rotatedKeys(partner, hash, now))))
    throw new Problem(404, 'There is no such partner any more.');
  return {
    title: 'A new key',
    main: html`<p>Your new key, which is shown only now. The one before ends in 24 hours.</p><pre tabindex="0">${key}</pre>
<p><a href="${portalPath}">Back to the first page</a></p>`,
  };
};

/** What is changed, by buttons alone: by the path below /portal, `*` for an id. */
export const changes: Readonly<Record<string, Step>> = {
  '/keys/rotate': rotateKey,
  '/webhooks/*/test': test,
  '/webhooks/*/recover': recover,
  '/webhooks/*/rotate': rotate,
  '/webhooks/*/enable': changeTo('enabled'),
  '/webhooks/*/disable': changeTo('disabled'),
  '/webhooks/*/deliveries/*/retry': retry,
};
