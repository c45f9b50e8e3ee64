import type { LookupFunction } from 'node:net';
import { FetchError } from '../../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../../platform/http/guardedFetch.ts';
import type { Verification } from '../verificationMessage.ts';

export interface CallbackClient {
  readonly userAgent: string;
  readonly allowLoopback: boolean;
  /** The resolver, the system's by default; its answers are checked all the same. */
  readonly lookup?: LookupFunction;
}

const limits = { timeoutMs: 10_000, maxBytes: 4_096, maxRedirects: 0 };

/**
 * Asks a callback whether it wants what was asked for in its name (WebSub, section 5.3): it must answer with the
 * challenge.
 * @param challenge that nobody can guess
 * @returns why it does not, in words; undefined where it does
 */
export async function askCallback(
  { mode, callback, hub, leaseSeconds }: Verification,
  challenge: string,
  { userAgent, ...guard }: CallbackClient,
): Promise<string | undefined> {
  const asked = {
    'hub.mode': mode,
    'hub.topic': hub.topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  };
  const [address = ''] = callback.split('#');
  // Its own query stays byte for byte, and ours is appended (5.1 and 5.3): a subscriber may know itself by it.
  const url = `${address}${joinerOf(address)}${new URLSearchParams(asked).toString()}`;
  try {
    const { status, body } = await guardedFetch({
      url,
      headers: { 'user-agent': userAgent, accept: '*/*' },
      ...limits,
      ...guard,
    });
    if (status < 200 || status > 299) return `It answered ${status}.`;
    return new TextDecoder().decode(body).trim() === challenge
      ? undefined
      : 'It answered with another text than the challenge.';
  } catch (error) {
    if (error instanceof FetchError) return error.message;
    throw error;
  }
}

/** Between an address and a further part of its query. */
function joinerOf(address: string): string {
  if (!address.includes('?')) return '?';
  return address.endsWith('?') ? '' : '&';
}
