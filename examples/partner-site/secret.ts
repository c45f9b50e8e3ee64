/** Standard Webhooks: `whsec_` and the Base64 of 24 to 64 random bytes. */
const shape = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Fails, in words that do not tell the secret, where it cannot be one. */
export function checkSecret(secret: string): void {
  if (!secret.startsWith('whsec_'))
    throw new Error('The secret of the webhook must begin with "whsec_": copy it whole, as Caravan gave it.');
  const { length } = Buffer.from(secret.slice('whsec_'.length), 'base64');
  if (!shape.test(secret) || length < 24 || length > 64) {
    throw new Error(
      'The secret of the webhook must be "whsec_" and the Base64 of 24 to 64 bytes: a part of it seems to be missing.',
    );
  }
}
