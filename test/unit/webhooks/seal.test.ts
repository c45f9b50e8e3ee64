import { expect, test } from '@jest/globals';
import { newSigningSecret, sealerWith, sealSecret, secretsOpener } from '../../../modules/webhooks/signing.ts';
import { anEndpoint, at } from '../../helpers/records.ts';

const sealer = sealerWith('a passphrase of the stack');

test('what is sealed opens in its own place with its own key, and nowhere else', () => {
  const sealed = sealer.seal('whsec_secret', 'partner/wh_1');
  expect(sealed).not.toContain('whsec');
  expect(sealer.open(sealed, 'partner/wh_1')).toBe('whsec_secret');
  expect(() => sealer.open(sealed, 'partner/wh_2')).toThrow();
  expect(() => sealerWith('another').open(sealed, 'partner/wh_1')).toThrow();
  const bytes = Buffer.from(sealed, 'base64');
  bytes[20]! ^= 1;
  expect(() => sealer.open(bytes.toString('base64'), 'partner/wh_1')).toThrow();
});

test('a rotated secret signs until it expires', () => {
  const [older, newer] = [newSigningSecret(), newSigningSecret()];
  const endpoint = anEndpoint();
  const secrets = [
    { sealed: sealSecret(newer, endpoint, sealer) },
    { sealed: sealSecret(older, endpoint, sealer), expiresAt: at('2026-11-02T00:00:00Z') },
  ];
  const secretsOf = secretsOpener(sealer);
  expect(secretsOf({ ...endpoint, secrets }, at('2026-11-01T23:59:59Z'))).toEqual([newer, older]);
  expect(secretsOf({ ...endpoint, secrets }, at('2026-11-02T00:00:00Z'))).toEqual([newer]);
});
