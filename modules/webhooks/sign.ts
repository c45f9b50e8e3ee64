import { createHmac, createPrivateKey, createPublicKey, randomBytes, sign as signBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { EpochSeconds } from '../../platform/values/time.ts';

/** One generation of an endpoint's secrets, as Standard Webhooks writes it. */
export interface SigningSecret {
  /** "whsec_" and 32 random bytes in base64: HMAC-SHA256, shared with the partner. */
  readonly hmac: string;
  /** "whsk_" and the 32 bytes of an Ed25519 seed in base64: never leaves Caravan. */
  readonly ed25519: string;
}

export const newSigningSecret = (): SigningSecret => ({
  hmac: `whsec_${randomBytes(32).toString('base64')}`,
  ed25519: `whsk_${randomBytes(32).toString('base64')}`,
});

/** The key that a partner checks v1a signatures with: "whpk_" and the 32 bytes of the public key. */
export function publicKeyOf({ ed25519 }: SigningSecret): string {
  const spki = createPublicKey(privateKey(ed25519)).export({ type: 'spki', format: 'der' });
  return `whpk_${spki.subarray(-32).toString('base64')}`;
}

/**
 * The three headers of a signed webhook (https://www.standardwebhooks.com).
 * @param secrets every generation that is valid now: a signature of each is sent
 * @param scheme `v1a` adds an Ed25519 signature to the HMAC one
 */
export function signedHeaders(
  { id, at, body }: { id: string; at: EpochSeconds; body: string },
  secrets: readonly SigningSecret[],
  scheme: 'v1' | 'v1a',
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const content = `${id}.${at}.${body}`;
  const signatures = secrets.flatMap(({ hmac, ed25519 }) => [
    `v1,${createHmac('sha256', bytesOf(hmac)).update(content).digest('base64')}`,
    ...(scheme === 'v1a'
      ? [`v1a,${signBytes(null, Buffer.from(content), privateKey(ed25519)).toString('base64')}`]
      : []),
  ]);
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}

const bytesOf = (prefixed: string): Buffer => Buffer.from(prefixed.slice(prefixed.indexOf('_') + 1), 'base64');

/** The fixed beginning of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (seed: string): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, bytesOf(seed)]), format: 'der', type: 'pkcs8' });
