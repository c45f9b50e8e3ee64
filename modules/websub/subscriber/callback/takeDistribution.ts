import { Problem } from '../../../../platform/http/problem.ts';
import { decideCallback } from './decide.ts';
import type { CallbackOutcome } from './callbackOutcome.ts';
import type { Callback, CallbackServices } from './services.ts';
import { isSigned } from './signature.ts';

/** A Lambda takes 6 MB, of which base64 makes 4.5. */
const maxBodyBytes = 4_000_000;
const maxTries = 5;

/**
 * Takes a push for what it is, a hint: the source is polled, and what was pushed is looked at no further (WebSub,
 * section 7). Whether a signature is wrong, the answer does not tell.
 * @throws Problem 413; 410 where the source is gone, or its publisher has left its hub
 */
export async function takeDistribution(
  { event: { body = '', isBase64Encoded, headers }, sourceId, now }: Callback,
  { key, sources, polls }: CallbackServices,
): Promise<CallbackOutcome> {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes)
    throw new Problem(413, `A push may have ${maxBodyBytes / 1_000_000} MB: send the newest items alone.`);
  if (!isSigned(headers['x-hub-signature'], bytes, (await key()).secretOf(sourceId)))
    return { what: 'unsigned', status: 202 };
  for (let tries = 0; tries < maxTries; tries++) {
    const source = await sources.get(sourceId);
    if (!source?.push) throw new Problem(410, 'Nobody here wants to hear of this topic any more.');
    const decision = decideCallback(source, now);
    const taken = { what: 'taken', status: 202, poll: decision.do } as const;
    if (decision.do === 'nothing') return taken;
    // it was polled in this very moment
    if (!(await sources.change(sourceId, decision.patch, source.nextPollAt))) continue;
    if (decision.do === 'now') await polls.askAnew({ ...source, ...decision.patch });
    return taken;
  }
  throw new Error(`The source ${sourceId} is being changed by others, ${maxTries} times running: the hub tries again.`);
}
