import { createHmac, timingSafeEqual } from 'node:crypto';

/** What hubs may sign with (WebSub, section 7.1); most still do with SHA-1, which is no weakness in an HMAC. */
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
