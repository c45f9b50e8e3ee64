import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

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
