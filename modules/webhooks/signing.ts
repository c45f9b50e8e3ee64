import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  randomBytes,
  sign as signBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import type { EpochSeconds, Instant } from '../../platform/values/time.ts';
import type { Endpoint } from './endpoint.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Seals secrets that must not lie open in a table. A text that was sealed for one place does not open in another. */
export interface Sealer {
  seal(text: string, place: string): string;
  /** @throws where the text was changed, was sealed for another place, or with another key */
  open(sealed: string, place: string): string;
}

/** @param passphrase of at least 256 bits of entropy, from Secrets Manager */
export function sealerWith(passphrase: string): Sealer {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', passphrase, '', 'caravan endpoint secrets', 32)));
  return {
    seal(text, place) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(place));
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}

const materialSchema = z.object({ hmac: z.string(), ed25519: z.string() });
type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const placeOf = ({ partnerId, id }: Owner) => `${partnerId}/${id}`;

export const sealSecret = (secret: SigningSecret, owner: Owner, sealer: Sealer): string =>
  sealer.seal(JSON.stringify(secret), placeOf(owner));

export const openSecret = (sealed: string, owner: Owner, sealer: Sealer): SigningSecret =>
  materialSchema.parse(JSON.parse(sealer.open(sealed, placeOf(owner))));

const keptOpen = 1_000;

/**
 * Opens the secrets that an endpoint's webhooks are signed with now, the newest first, and keeps them open: a worker
 * posts to the same endpoints over and over.
 */
export function secretsOpener(
  sealer: Sealer,
): (endpoint: Owner & Pick<Endpoint, 'secrets'>, now: Instant) => SigningSecret[] {
  const open = new Map<string, SigningSecret>();
  return (endpoint, now) => {
    const valid = endpoint.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    return valid.map(({ sealed }) => {
      const known = open.get(sealed) ?? openSecret(sealed, endpoint, sealer);
      if (open.size >= keptOpen) open.clear();
      open.set(sealed, known);
      return known;
    });
  };
}

const hubPlaceOf = ({ partnerId, id }: Owner) => `hub.secret of ${partnerId}/${id}`;

/** The secret that a subscriber gave, as it lies in tables and queues. */
export const sealHubSecret = (secret: string, owner: Owner, sealer: Sealer): string =>
  sealer.seal(secret, hubPlaceOf(owner));

/** The value of X-Hub-Signature (WebSub, section 7.1). */
export function hubSignature(body: string, sealed: string, owner: Owner, sealer: Sealer): string {
  return `sha256=${createHmac('sha256', sealer.open(sealed, hubPlaceOf(owner)))
    .update(body)
    .digest('hex')}`;
}

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
    `v1,${createHmac('sha256', keys.of(hmac, secretKey)).update(content).digest('base64')}`,
    ...(scheme === 'v1a'
      ? [`v1a,${signBytes(null, Buffer.from(content), keys.of(ed25519, privateKey)).toString('base64')}`]
      : []),
  ]);
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}

/** Keys that are made once: to make one of its bytes costs four times as much as to sign with it. */
class KeptKeys {
  private readonly kept = new Map<string, KeyObject>();

  of(secret: string, make: (secret: string) => KeyObject): KeyObject {
    const key = this.kept.get(secret) ?? make(secret);
    if (this.kept.size >= keptOpen) this.kept.clear();
    this.kept.set(secret, key);
    return key;
  }
}
const keys = new KeptKeys();

const bytesOf = (prefixed: string): Buffer => Buffer.from(prefixed.slice(prefixed.indexOf('_') + 1), 'base64');

/** The fixed beginning of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const secretKey = (prefixed: string): KeyObject => createSecretKey(bytesOf(prefixed));

const privateKey = (seed: string): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, bytesOf(seed)]), format: 'der', type: 'pkcs8' });
