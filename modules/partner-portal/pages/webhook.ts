import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { DeliveryView } from '../../partner-api/schemas/answers/deliveries.ts';
import { triedTypes } from '../../partner-api/schemas/webhooks.ts';
import type { WebhookView } from '../../partner-api/schemas/answers/webhooks.ts';
import { portalPath } from '../session.ts';
import type { Session } from '../session.ts';
import { stateOf } from './overview.ts';
import { deed, facts, moment, table, told } from './parts.ts';

/** How far back a press recovers: names of the form's choices, in hours. */
export const recoverHours = { '1 hour': 1, '24 hours': 24, '7 days': 168, '14 days': 335 } as const;

const pathOf = ({ id }: Pick<WebhookView, 'id'>): string => `${portalPath}/webhooks/${id}`;

interface Deliveries {
  readonly deliveries: readonly DeliveryView[];
  readonly next?: string;
}

/** One webhook: how it fares, what may be done with it, and its newest deliveries. */
export const webhookPage = (session: Session, webhook: WebhookView, { deliveries, next }: Deliveries): Html =>
  html`${recoveryPart(webhook)}${facts({
    Address: html`<code>${webhook.url}</code>`,
    State: stateOf(webhook),
    'Last failure': webhook.lastFailure,
    Events: webhook.events.join(', '),
    Filter: html`<code>${JSON.stringify(webhook.filter)}</code>`,
    Content: webhook.content === 'full' ? 'with full text' : 'summaries',
    Rate: webhook.ratePerMinute === undefined ? undefined : `${webhook.ratePerMinute} posts a minute at most`,
    'Own headers': webhook.headerNames?.join(', '),
    Signature: webhook.signature,
    'Public key': webhook.publicKey,
    Id: html`<code>${webhook.id}</code>`,
  })}
<div class="deeds">${deedsOf(session, webhook)}</div>
<h2>Deliveries</h2>
${
  deliveries.length === 0
    ? html`<p>Nothing was sent to it yet, or not of this part of the list.</p>`
    : table(
        ['Sent', 'Event', 'Status', 'Answer', 'Tries'],
        deliveries.map((one) => [
          html`<a href="${pathOf(webhook)}/deliveries/${one.id}">${moment(one.history.at(-1)?.at ?? one.createdAt)}</a>`,
          one.type,
          html`<span class="state ${one.status === 'delivered' ? 'good' : ''}">${one.status}</span>`,
          one.responseCode ?? one.history.at(-1)?.error ?? one.reason ?? '',
          one.attempts,
        ]),
        4,
      )
}
${next !== undefined && html`<p><a href="${pathOf(webhook)}?cursor=${next}">Older deliveries</a></p>`}`;

const recoveryPart = ({ recovery }: WebhookView): Html | false =>
  recovery !== undefined &&
  told(
    html`Recovery since ${moment(recovery.since)}: ${recovery.tried} of ${recovery.found} sent or tried${
      recovery.done ? ', done.' : html`. <a href="">Look again</a>.`
    }`,
  );

function deedsOf(session: Session, webhook: WebhookView): Html[] {
  const path = pathOf(webhook);
  const isEnabled = webhook.status === 'enabled';
  const options = (values: readonly string[]) => values.map((value) => html`<option>${value}</option>`);
  return [
    deed(session, `${path}/test`, {
      title: 'Try it',
      text: 'Sends a made-up event, waits for the answer and shows it. Disabled webhooks can be tried too.',
      button: 'Send',
      fields: html`<select name="type" aria-label="Event">${options(triedTypes)}</select>`,
    }),
    ...(isEnabled
      ? [
          deed(session, `${path}/recover`, {
            title: 'Recover what it missed',
            text: 'Everything that was not delivered comes in its order, each once.',
            button: 'Recover',
            fields: html`<select name="since" aria-label="How far back">${options(Object.keys(recoverHours))}</select>`,
          }),
        ]
      : []),
    deed(session, `${path}/rotate`, {
      title: 'Make a new secret',
      text: 'It is shown once. For 24 hours webhooks are signed with the one before as well.',
      button: 'Make a new secret',
      fields: html`<input type="hidden" name="key" value="${crypto.randomUUID()}">`,
    }),
    deed(session, `${path}/${isEnabled ? 'disable' : 'enable'}`, {
      title: isEnabled ? 'Disable it' : 'Enable it',
      text: isEnabled
        ? 'It hears nothing until it is enabled again. Nothing is lost: recover brings what it missed.'
        : 'It hears of what comes from now on, and of the withdrawals that it missed. Recover brings the rest.',
      button: isEnabled ? 'Disable' : 'Enable',
    }),
  ];
}
