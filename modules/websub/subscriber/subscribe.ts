import { FetchError } from '../../../platform/http/addressGuard.ts';
import type { guardedPoster } from '../../../platform/http/guardedPost.ts';

export interface HubClient {
  readonly post: ReturnType<typeof guardedPoster>;
  readonly userAgent: string;
  /** For the local twin and tests only: hubs over plain http. */
  readonly local: boolean;
}

export interface LeaseRequest {
  readonly topic: string;
  readonly callback: string;
  readonly secret: string;
  readonly leaseSeconds: number;
}

/** Hubs that cannot serve us may name another. */
const mostHubs = 2;

/**
 * Asks a hub to push (WebSub, section 5.1). It verifies and grants later, at the callback.
 * @returns why it does not, in words; undefined where it has taken the request
 */
export async function subscribeAtHub(
  hub: string,
  { topic, callback, secret, leaseSeconds }: LeaseRequest,
  { post, userAgent, local }: HubClient,
): Promise<string | undefined> {
  const body = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': callback,
    'hub.secret': secret,
    'hub.lease_seconds': String(leaseSeconds),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*', 'user-agent': userAgent };
  // The secret is for the hub alone, and many that are told with http have https, which goes first (WebSub, section
  // 8.2).
  const overTls = (url: string) => (local ? url : url.replace(/^http:/i, 'https:'));
  let url = overTls(hub);
  try {
    for (let asked = 0; asked < mostHubs; asked++) {
      const answer = await post({ url, headers, body });
      if (answer.status >= 200 && answer.status < 300) return undefined;
      const { location } = answer.headers;
      const leads =
        (answer.status === 307 || answer.status === 308) && location !== undefined && URL.canParse(location, url);
      if (!leads) return `The hub answered ${answer.status}. ${new TextDecoder().decode(answer.body)}`;
      url = overTls(new URL(location, url).href);
    }
    return 'The hub names another, and that one a third: it is not followed further.';
  } catch (error) {
    if (error instanceof FetchError) return error.message;
    throw error;
  }
}
