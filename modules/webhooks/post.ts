import type { Attempted } from './redelivery.ts';
import type { Endpoint } from './endpoint.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';
import type { Try } from './attempt.ts';
import type { Sealer } from './seal.ts';
import { secretsOpener } from './secrets.ts';
import { signedHeaders } from './sign.ts';

/** Sends a body to an endpoint, signed, and says what came of it; never throws for what the endpoint did. */
export type WebhookPost = (endpoint: Endpoint, webhook: { id: string; body: string }, now: Date) => Promise<Attempted>;

export function webhookPost({ attempt, sealer }: { attempt: Try; sealer: Sealer }): WebhookPost {
  const secretsOf = secretsOpener(sealer);
  return (endpoint, { id, body }, now) => {
    const signed = signedHeaders(
      { id, at: epochSeconds(now), body },
      secretsOf(endpoint, instant(now)),
      endpoint.signature,
    );
    return attempt({ url: endpoint.url, headers: { 'content-type': 'application/json', ...signed }, body }, now);
  };
}
