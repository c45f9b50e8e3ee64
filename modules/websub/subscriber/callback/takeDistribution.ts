import { Problem } from '../../../../platform/http/problem.ts';
import type { CallbackOutcome, CallbackRequest, CallbackServices, PollTiming } from './services.ts';
import type { Source } from '../../../sources/source.ts';
import { epochSeconds, plusSeconds, secondsOf } from '../../../../platform/values/time.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A Lambda takes 6 MB, of which base64 makes 4.5. */
const maxBodyBytes = 4_000_000;
const maxTries = 5;

/**
 * Takes a push for what it is, a hint: the source is polled, and what was pushed is looked at no further (WebSub,
 * section 7). Whether a signature is wrong, the answer does not tell.
 * @throws Problem 413; 410 where the source is gone, or its publisher has left its hub
 */
export async function takeDistribution(
  { event: { body = '', isBase64Encoded, headers }, sourceId, now }: CallbackRequest,
  { key, sources, polls }: CallbackServices,
): Promise<CallbackOutcome> {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes)
    throw new Problem(413, `A push may have ${maxBodyBytes / 1_000_000} MB: send the newest items alone.`);
  if (!isSigned(headers['x-hub-signature'], bytes, (await key()).secretOf(sourceId)))
    return { kind: 'unsigned', status: 202 };
  for (let tries = 0; tries < maxTries; tries++) {
    const source = await sources.get(sourceId);
    if (!source?.push) throw new Problem(410, 'Nobody here wants to hear of this topic any more.');
    const decision = decideCallback(source, now);
    const taken = { kind: 'taken', status: 202, poll: decision.poll } as const;
    if (decision.poll === 'nothing') return taken;
    // it was polled in this very moment
    if (!(await sources.change(sourceId, decision.patch, source.nextPollAt))) continue;
    if (decision.poll === 'now') await polls.askAnew({ ...source, ...decision.patch });
    return taken;
  }
  throw new Error(`The source ${sourceId} is being changed by others, ${maxTries} times running: the hub tries again.`);
}

export type CallbackDecision =
  { readonly poll: Exclude<PollTiming, 'nothing'>; readonly patch: Partial<Source> } | { readonly poll: 'nothing' };

/** A hub that pushes without end makes us ask its publisher twice a minute, and no more. */
const betweenPolls = 30;

/** Decides when a source is polled because of a push. A source at rest (paused, or gone) is not woken. */
export function decideCallback(
  { status, nextPollAt, lastOutcome }: Pick<Source, 'status' | 'nextPollAt' | 'lastOutcome'>,
  now: Date,
): CallbackDecision {
  const at = epochSeconds(now);
  if (status !== 'active') return { poll: 'nothing' };
  // To move the due time of a poll that may be under way would undo it.
  if (nextPollAt <= at) return { poll: 'again', patch: { pollAgainAt: plusSeconds(at, betweenPolls) } };
  // the publisher's own word stands above its hub's
  if (lastOutcome?.kind === 'retry-later') return { poll: 'nothing' };
  const soonest = lastOutcome ? plusSeconds(secondsOf(lastOutcome.at), betweenPolls) : at;
  if (soonest <= at) return { poll: 'now', patch: { nextPollAt: at } };
  return soonest < nextPollAt ? { poll: 'soon', patch: { nextPollAt: soonest } } : { poll: 'nothing' };
}

/** Methods that hubs may sign with (WebSub, section 7.1); most still do with SHA-1, which is no weakness in an HMAC. */
const methods = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/**
 * Whether a body was signed by who has the secret.
 * @param header the value of `X-Hub-Signature`: method=hexadecimal
 * @param body as it came, byte for byte
 */
export function isSigned(header: string | undefined, body: Uint8Array, secret: string): boolean {
  const [, method = '', hex = ''] = /^\s*(\w+)=([0-9a-f]+)\s*$/i.exec(header ?? '') ?? [];
  if (!methods.has(method.toLowerCase())) return false;
  const right = createHmac(method.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return hex.length === 2 * right.length && timingSafeEqual(given, right);
}
