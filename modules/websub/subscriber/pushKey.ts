import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * All that is made with the one secret of pushes: of each source the same, so that no table holds it. With another
 * secret no push is heard until its lease is renewed.
 */
export interface PushKey {
  /** The part of a source's callback that nobody guesses. */
  tokenOf(sourceId: string): string;
  isTokenOf(sourceId: string, token: string): boolean;
  /** The secret that the hub of a source signs its pushes with: `hub.secret`, below the 200 bytes that it may have. */
  secretOf(sourceId: string): string;
}

const tokenBytes = 16;

/** @param passphrase of at least 256 bits of entropy, from Secrets Manager */
export function pushKeyWith(passphrase: string): PushKey {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', passphrase, '', `caravan pushes: ${use}`, 32));
  const [tokens, secrets] = [derive('callbacks'), derive('secrets')];
  const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const tokenOf = (sourceId: string) => mac(tokens, sourceId).subarray(0, tokenBytes).toString('base64url');
  return {
    tokenOf,
    isTokenOf(sourceId, token) {
      const [given, right] = [Buffer.from(token), Buffer.from(tokenOf(sourceId))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
    secretOf: (sourceId) => mac(secrets, sourceId).toString('base64url'),
  };
}

/** Where the hub of a source verifies and pushes (WebSub, section 5.1): an address of its own, that nobody guesses. */
export const callbackOf = (publicUrl: string, sourceId: string, key: PushKey): string =>
  `${publicUrl}/websub/${sourceId}/${key.tokenOf(sourceId)}`;

/**
 * @returns the source that a callback is of, and the token that it claims to be of it by; undefined where it is none
 */
export function partsOfCallback(path: string): { readonly sourceId: string; readonly token: string } | undefined {
  const [, sourceId, token] = /^\/websub\/([a-z0-9][a-z0-9-]{0,62})\/([\w-]{22})$/.exec(path) ?? [];
  return sourceId === undefined || token === undefined ? undefined : { sourceId, token };
}
