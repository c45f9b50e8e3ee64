import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { DeliveryWithBody } from '../../partner-api/schemas/answers/deliveries.ts';
import { portalPath } from '../session.ts';
import type { Session } from '../session.ts';
import { deed, facts, moment, table } from './parts.ts';

/** One delivery: its attempts, and what was posted. */
export const deliveryPage = (session: Session, webhookId: string, one: DeliveryWithBody): Html =>
  html`<p><a href="${portalPath}/webhooks/${webhookId}">Back to the webhook</a></p>
${facts({
  Event: one.type,
  Status: html`<span class="state ${one.status === 'delivered' ? 'good' : ''}">${one.status}</span>`,
  Why: one.reason,
  'Next try': one.nextTryAt === undefined ? undefined : moment(one.nextTryAt),
  Id: html`<code>${one.id}</code>`,
})}
<h2>Attempts</h2>
${
  one.history.length === 0
    ? html`<p>None yet.</p>`
    : table(
        ['When', 'Answer', 'Milliseconds'],
        one.history.map(({ at, status, error, milliseconds }) => [moment(at), status ?? error ?? '', milliseconds]),
        2,
      )
}
${one.answer !== undefined && one.answer !== '' && html`<h2>How the last answer began</h2><pre tabindex="0">${one.answer}</pre>`}
<h2>The body that was sent</h2>
${bodyPart(one)}
<div class="deeds">${deed(session, `${portalPath}/webhooks/${webhookId}/deliveries/${one.id}/retry`, {
    title: 'Send it again',
    text: 'It comes within seconds, under the same webhook-id.',
    button: 'Send again',
  })}</div>`;

function bodyPart({ sent }: DeliveryWithBody): Html {
  if (sent === undefined) return html`<p>Nothing was posted yet, or an earlier release of Caravan posted it.</p>`;
  const { bytes, sha256, body } = sent;
  const about = html`<p class="quiet">${bytes} bytes, SHA-256 <code>${sha256}</code></p>`;
  return body === undefined
    ? html`${about}<p>It is shown no more: mostly because the article was withdrawn since.</p>`
    : html`${about}<pre tabindex="0" aria-label="Body">${pretty(body)}</pre>`;
}

const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
