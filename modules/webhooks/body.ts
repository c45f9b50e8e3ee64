import { createHash } from 'node:crypto';
import { eventVersion } from '../articles/event.ts';
import type { AnnouncedVersion } from '../articles/announcedVersion.ts';
import type { Endpoint } from './endpoint.ts';

/** The `data` of a webhook: the event's own, and its HTML where the endpoint asks for it. */
export function dataOf({ event, content }: Pick<AnnouncedVersion, 'event' | 'content'>, wanted: Endpoint['content']) {
  const { reason, article, backlog } = event;
  return {
    ...article,
    backlog,
    content: wanted === 'full' ? content : undefined,
    reason,
  };
}

/** A webhook's body: `type`, `timestamp` and `data`, as Standard Webhooks recommends, and the version of this form. */
export const bodyOf = (edition: Pick<AnnouncedVersion, 'event' | 'content'>, wanted: Endpoint['content']): string =>
  JSON.stringify({
    type: edition.event.type,
    timestamp: edition.event.at,
    eventVersion,
    data: dataOf(edition, wanted),
  });

/**
 * The same for one version of an article and one endpoint for ever, whatever the try: a receiver knows a repeat by it.
 */
export const webhookId = ({
  endpointId,
  articleId,
  version,
  end,
}: {
  endpointId: string;
  articleId: string;
  version: number;
  end?: true | undefined;
}): string =>
  `msg_${createHash('sha256')
    .update(`${endpointId}/${articleId}/${version}${end ? '/end' : ''}`)
    .digest('hex')
    .slice(0, 32)}`;
