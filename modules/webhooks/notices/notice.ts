import { createHash } from 'node:crypto';
import type { Instant } from '../../../platform/values/time.ts';
import { eventVersion } from '../../articles/event.ts';
import { isHubPartner } from '../endpoint.ts';
import type { Endpoint, NoticeType } from '../endpoint.ts';

/** A partner is to know that one of its endpoints fares badly. */
export interface Notice {
  readonly type: NoticeType;
  /** When that began: one notice of each kind for each beginning. */
  readonly since: Instant;
  readonly reason: string;
}

/** Who fails for a moment, during a deploy, needs no mail. */
const failingMs = 3_600_000;

/** The notice that is due of an endpoint; undefined where all is well, or was told. */
export function noticeDue(endpoint: Endpoint, now: Date): Notice | undefined {
  const { partnerId, status, disabled, failingSince, lastFailure, noticed = {} } = endpoint;
  if (isHubPartner(partnerId)) return undefined;
  if (status === 'disabled')
    return disabled === undefined || disabled.by === 'partner' || noticed.disabled === disabled.at
      ? undefined
      : { type: 'endpoint.disabled', since: disabled.at, reason: disabled.reason };
  if (failingSince === undefined || noticed.failing === failingSince) return undefined;
  return now.getTime() - Date.parse(failingSince) < failingMs
    ? undefined
    : { type: 'endpoint.failing', since: failingSince, reason: lastFailure ?? 'No delivery succeeds.' };
}

/** What the row keeps of a notice that was told. */
export const noticedAfter = ({ noticed }: Endpoint, { type, since }: Notice): NonNullable<Endpoint['noticed']> => ({
  ...noticed,
  [type === 'endpoint.failing' ? 'failing' : 'disabled']: since,
});

/** The body of a notice, as webhooks carry it. */
export const noticeBody = ({ id, url, description }: Pick<Endpoint, 'id' | 'url' | 'description'>, notice: Notice) => ({
  type: notice.type,
  timestamp: notice.since,
  eventVersion,
  data: { webhook: { id, url, description }, since: notice.since, reason: notice.reason },
});

/** The same for one notice and one receiver, however often it is sent. */
export const noticeId = (about: Pick<Endpoint, 'id'>, { type, since }: Notice, to: Pick<Endpoint, 'id'>): string =>
  `msg_${createHash('sha256').update(`${to.id}/${about.id}/${type}/${since}`).digest('hex').slice(0, 32)}`;
