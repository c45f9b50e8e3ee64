import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { EpochSeconds } from '../values/time.ts';

/** Why a token was refused. */
export type TokenFault = 'forged' | 'expired';

/** Words that were signed, with the time when they end. */
export interface Signed {
  readonly words: readonly string[];
  readonly expiresAt: EpochSeconds;
}

const macBytes = 16;

/**
 * Derives a key for one use (HKDF, RFC 5869). It is made once: of bytes, Node would make a key for each HMAC, at five
 * times its price.
 * @param passphrase of at least 256 bits of entropy
 */
export const deriveKey = (passphrase: string, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', passphrase, '', use, 32)));

/** The HMAC of a text (RFC 2104): whoever lacks the key can neither make it nor read the text from it. */
export const macOf = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Signs words until a time, for an address or a form's field. Everybody can read them.
 * @param words without a "."
 */
export function signToken(key: KeyObject, { words, expiresAt }: Signed): string {
  const body = Buffer.from([...words, expiresAt.toString(36)].join('.')).toString('base64url');
  return `${body}.${macOf(key, body).subarray(0, macBytes).toString('base64url')}`;
}

/**
 * What a token says, whether its time is over or not. It is right in one spelling alone.
 * @returns undefined where nobody who has the key signed it
 */
export function readToken(key: KeyObject, token: string): Signed | undefined {
  const [body = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isWhole = rest.length === 0 && given.length === macBytes && given.toString('base64url') === signature;
  if (!isWhole || !timingSafeEqual(given, macOf(key, body).subarray(0, macBytes))) return undefined;
  const words = Buffer.from(body, 'base64url').toString().split('.');
  const expiresAt = parseInt(words.pop() ?? '', 36) as EpochSeconds;
  return { words, expiresAt };
}
