import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { WebhookView } from '../../partner-api/schemas/answers/webhooks.ts';
import type { MonthUsage } from '../../webhooks/usage.ts';
import { portalPath } from '../session.ts';
import type { Session } from '../session.ts';
import { deed, moment, table } from './parts.ts';

export const stateOf = ({ status, disabled, failingSince }: WebhookView): Html => {
  if (status === 'disabled') return html`<span class="state bad">disabled</span> ${disabled?.reason}`;
  return failingSince === undefined
    ? html`<span class="state good">healthy</span>`
    : html`<span class="state bad">failing</span> since ${moment(failingSince)}`;
};

const webhookCell = ({ id, description, url, events }: WebhookView): Html =>
  html`<a href="${portalPath}/webhooks/${id}">${description ?? id}</a><br>
<span class="quiet">${url}<br>${events.join(', ')}</span>`;

/** All that a partner has: its webhooks, its keys, and its months. */
export const overview = (session: Session, webhooks: readonly WebhookView[], months: readonly MonthUsage[]): Html =>
  html`<p>What you hear of, what became of each delivery, and what you had. This page works for as long as your link does.</p>
<h2>Webhooks</h2>
${
  webhooks.length === 0
    ? html`<p>None yet. Make one with your key: <a href="/v1/docs#createWebhook">how</a>. Servers that take them stand in the
<a href="/v1/docs#verifying">guide</a>, and <a href="/v1/docs#laptop">your own machine</a> hears without one.</p>`
    : table(
        ['Webhook', 'State'],
        webhooks.map((one) => [webhookCell(one), stateOf(one)]),
      )
}
<h2>Keys of the API</h2>
${keysPart(session)}
<h2>Usage by month</h2>
${
  months.length === 0
    ? html`<p>Nothing was sent yet.</p>`
    : months.map(
        ({ month, sources }) =>
          html`<h3>${month}</h3>${table(
            ['Source', 'By webhook', 'By pull'],
            sources.map(({ source, webhook, pull }) => [source, webhook, pull]),
            1,
          )}`,
      )
}
<p class="quiet">Stories and corrections that reached you, in UTC months. Withdrawals are not counted.</p>`;

function keysPart(session: Session): Html {
  const { keys } = session.partner;
  return html`${table(
    ['Key', 'Made', 'Ends'],
    keys.map(({ createdAt, expiresAt }, index) => [
      index === 0 ? 'The newest' : 'The one before',
      moment(createdAt),
      expiresAt === undefined ? 'not by itself' : moment(expiresAt),
    ]),
  )}
<div class="deeds">${deed(session, `${portalPath}/keys/rotate`, {
    title: 'Make a new key',
    text: 'It is shown once. The one before ends in 24 hours, any older one at once.',
    button: 'Make a new key',
    // of two presses the second finds that the first was made
    fields: html`<input type="hidden" name="newest" value="${keys[0]?.createdAt}">`,
  })}</div>`;
}
