import { createHash } from 'node:crypto';
import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedPoster } from '../../platform/http/guardedPost.ts';
import type { GuardedPost, PostAnswer } from '../../platform/http/guardedPost.ts';
import { retryAfterSeconds } from '../../platform/http/headers.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';
import type { AnnouncedVersion } from '../articles/announcedVersions.ts';
import { eventVersion } from '../articles/event.ts';
import type { Attempted } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { openHeaders } from './ownHeaders.ts';
import { secretsOpener, signedHeaders } from './signing.ts';
import type { Sealer } from './signing.ts';

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
export const bodyOf = (
  announcedVersion: Pick<AnnouncedVersion, 'event' | 'content'>,
  wanted: Endpoint['content'],
): string =>
  JSON.stringify({
    type: announcedVersion.event.type,
    timestamp: announcedVersion.event.at,
    eventVersion,
    data: dataOf(announcedVersion, wanted),
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

/** Sends a body to an endpoint, signed, and says what came of it; never throws for what the endpoint did. */
export type WebhookPost = (endpoint: Endpoint, webhook: { id: string; body: string }, now: Date) => Promise<Attempted>;

export function webhookPost({ attempt, sealer }: { attempt: Try; sealer: Sealer }): WebhookPost {
  const secretsOf = secretsOpener(sealer);
  return async (endpoint, { id, body }, now) => {
    const signed = signedHeaders(
      { id, at: epochSeconds(now), body },
      secretsOf(endpoint, instant(now)),
      endpoint.signature,
    );
    const own = openHeaders(endpoint, sealer);
    const headers = { ...own, 'content-type': 'application/json', ...signed };
    return { ...(await attempt({ url: endpoint.url, headers, body }, now)), sent: traceOf(body) };
  };
}

/** What the ledger keeps of a body, by which it is known again (sentBody.ts). */
export const traceOf = (body: string): NonNullable<Attempted['sent']> => ({
  bytes: Buffer.byteLength(body),
  sha256: createHash('sha256').update(body).digest('hex'),
});

/** Posts once, and says what came of it; never throws for what the other side did. */
export type Try = (post: GuardedPost, now: Date) => Promise<Attempted>;

/** Bytes of an answer that are kept for the partner to see. */
const keptAnswerBytes = 2_048;

export function tryWith({ local, userAgent }: { local: boolean; userAgent: string }): Try {
  const post = guardedPoster({ timeoutMs: 15_000, maxAnswerBytes: 64 * 1024, local });
  return async ({ url, headers, body }, now) => {
    const started = performance.now();
    const attempt = () => ({ at: instant(now), milliseconds: Math.round(performance.now() - started) });
    try {
      const answer = await post({ url, headers: { accept: '*/*', 'user-agent': userAgent, ...headers }, body });
      return {
        attempt: { ...attempt(), status: answer.status },
        answer: beginning(answer),
        ...retryAfter(answer, now),
      };
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      return { attempt: { ...attempt(), error: error.message }, answer: '' };
    }
  };
}

const beginning = ({ body }: PostAnswer): string =>
  new TextDecoder().decode(body.subarray(0, keptAnswerBytes)).replaceAll('\0', '');

function retryAfter({ headers }: PostAnswer, now: Date): { retryAfterSeconds?: number } {
  const seconds = retryAfterSeconds(headers['retry-after'], now);
  return seconds === undefined ? {} : { retryAfterSeconds: seconds };
}
