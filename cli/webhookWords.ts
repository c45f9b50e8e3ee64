import type { Delivery } from '../modules/webhooks/delivery.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';
import type { Filter } from '../modules/articles/filter.ts';
import { healthOf } from '../modules/operations/endpointHealth.ts';
import { recoveryOf } from '../modules/webhooks/recovery.ts';
import type { RecoveryProgress } from '../modules/webhooks/recovery.ts';
import { facts, tableOf } from './output.ts';
import { relative } from '../modules/operations/words.ts';

/** An endpoint and its newest deliveries, for people. */
export function describeEndpoint(endpoint: Endpoint, deliveries: readonly Delivery[], nowMs: number): string {
  const {
    id,
    partnerId,
    url,
    description,
    events,
    filter,
    content,
    signature,
    secrets,
    status,
    lastFailure,
    ratePerMinute,
    headers,
    disabled,
    createdAt,
    updatedAt,
    hub,
  } = endpoint;
  const recovery = recoveryOf(endpoint);
  const ending = secrets.flatMap(({ expiresAt }) =>
    expiresAt !== undefined && Date.parse(expiresAt) > nowMs ? [expiresAt] : [],
  );
  const head = facts({
    id,
    partner: partnerId,
    url,
    description,
    topic: hub?.topic,
    lease: hub && `ends ${relative(hub.leaseUntil * 1_000, nowMs)}`,
    events: events.join(', '),
    filter: filterInWords(filter),
    content,
    signature,
    status,
    health: healthOf(endpoint, nowMs),
    disabled:
      disabled &&
      `by ${disabled.by === 'caravan' ? 'Caravan' : `the ${disabled.by}`}, ${relative(Date.parse(disabled.at), nowMs)}`,
    'last failure': lastFailure,
    rate: ratePerMinute && `${ratePerMinute} posts a minute at most`,
    'own headers': headers?.names.join(', '),
    recovery: recovery && recoveryInWords(recovery, nowMs),
    secrets: ending.length > 0 ? `the one before ends ${relative(Date.parse(ending[0] ?? ''), nowMs)}` : undefined,
    created: createdAt,
    changed: updatedAt,
    'what helps': status === 'disabled' && !hub ? `caravan webhooks enable ${id}` : undefined,
  });
  if (deliveries.length === 0) return `${head}\n\nNothing was ever sent to it.`;
  return `${head}\n\n${tableOf(deliveries, {
    delivery: ({ articleId, version, end }) => `${articleId} v${version}${end ? ' (end)' : ''}`,
    kind: ({ type }) => type.replace('article.', ''),
    status: (delivery) => delivery.status,
    tries: ({ attempts }) => String(attempts),
    last: ({ history }) => lastTry(history.at(-1), nowMs),
    '': (delivery) => remark(delivery, nowMs),
  })}`;
}

const recoveryInWords = ({ asked, found, tried, done }: RecoveryProgress, nowMs: number): string =>
  `asked for ${relative(Date.parse(asked), nowMs)}: ${found} missing, ${tried} of them tried${done ? ', done' : ''}`;

function lastTry(attempt: Delivery['history'][number] | undefined, nowMs: number): string {
  if (attempt === undefined) return 'never tried';
  return (
    `${relative(Date.parse(attempt.at), nowMs)}: ` +
    `${attempt.status === undefined ? (attempt.error ?? 'no answer') : String(attempt.status)}, ` +
    `${attempt.milliseconds} ms`
  );
}

const remark = ({ reason = '', dueAt }: Delivery, nowMs: number): string =>
  dueAt === undefined ? reason : `tried again ${dueAt * 1000 > nowMs ? relative(dueAt * 1000, nowMs) : 'any moment'}`;

function filterInWords({ within, ...own }: Filter): string {
  const parts = Object.entries(own).map(
    ([name, values]) => `${name}: ${Array.isArray(values) ? values.join(', ') : String(values)}`,
  );
  const asked = parts.length === 0 ? 'everything' : parts.join('; ');
  return within === undefined ? asked : `${asked}, within ${filterInWords(within)}`;
}
