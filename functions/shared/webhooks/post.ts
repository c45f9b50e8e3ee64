import type { Attempted } from '../domain/redelivery.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import { epochSeconds, instant } from '../domain/time.ts';
import { FetchError } from '../http/fetchError.ts';
import { guardedPoster } from '../http/guardedPost.ts';
import type { PostAnswer } from '../http/guardedPost.ts';
import { retryAfterSeconds } from '../http/retryAfter.ts';
import type { Sealer } from './seal.ts';
import { secretsOpener } from './secrets.ts';
import { signedHeaders } from './sign.ts';

/** Sends a body to an endpoint, signed, and says what came of it; never throws for what the endpoint did. */
export type Post = (endpoint: Endpoint, webhook: { id: string; body: string }, now: Date) => Promise<Attempted>;

/** What of an answer is kept for the partner to see. */
const keptAnswerBytes = 2_048;

export function webhookPost({ local, userAgent, sealer }: { local: boolean; userAgent: string; sealer: Sealer }): Post {
  const post = guardedPoster({ timeoutMs: 15_000, maxAnswerBytes: 64 * 1024, local });
  const secretsOf = secretsOpener(sealer);
  return async (endpoint, { id, body }, now) => {
    const signed = signedHeaders({ id, at: epochSeconds(now), body }, secretsOf(endpoint, instant(now)), endpoint.signature);
    const headers = { 'content-type': 'application/json', accept: '*/*', 'user-agent': userAgent, ...signed };
    const started = performance.now();
    const attempt = () => ({ at: instant(now), milliseconds: Math.round(performance.now() - started) });
    try {
      const answer = await post({ url: endpoint.url, headers, body });
      return { attempt: { ...attempt(), status: answer.status }, answer: beginning(answer), ...retryAfter(answer, now) };
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      return { attempt: { ...attempt(), error: error.message }, answer: '' };
    }
  };
}

const beginning = ({ body }: PostAnswer): string => new TextDecoder().decode(body.subarray(0, keptAnswerBytes)).replaceAll('\0', '');

function retryAfter({ headers }: PostAnswer, now: Date): { retryAfterSeconds?: number } {
  const seconds = retryAfterSeconds(headers['retry-after'], now);
  return seconds === undefined ? {} : { retryAfterSeconds: seconds };
}
