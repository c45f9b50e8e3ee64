import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { newSigningSecret, publicKeyOf, signedHeaders } from '../../../modules/webhooks/signing.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

const now = epochSeconds(new Date());

test('the vector that Standard Webhooks publishes', () => {
  const secret = { ...newSigningSecret(), hmac: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
  const webhook = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1614265330 as EpochSeconds, body: '{"test": 2432232314}' };
  expect(signedHeaders(webhook, [secret], 'v1')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test("any body is verified by the standard's own package, with either of two secrets", () => {
  const secrets = [newSigningSecret(), newSigningSecret()];
  fc.assert(
    fc.property(fc.json(), fc.uuid(), fc.constantFrom<'v1' | 'v1a'>('v1', 'v1a'), (body, id, scheme) => {
      const headers = signedHeaders({ id, at: now, body }, secrets, scheme);
      for (const { hmac } of secrets) expect(new Webhook(hmac).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(newSigningSecret().hmac).verify(body, headers)).toThrow();
      expect(() => new Webhook(secrets[0]!.hmac).verify(`${body} `, headers)).toThrow();
    }),
  );
});

test('v1a is checked with the public key that the partner is shown', () => {
  const secret = newSigningSecret();
  const headers = signedHeaders({ id: 'msg_1', at: now, body: '{}' }, [secret], 'v1a');
  const raw = Buffer.from(publicKeyOf(secret).replace(/^whpk_/, ''), 'base64');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  const signature =
    headers['webhook-signature']
      .split(' ')
      .find((one) => one.startsWith('v1a,'))
      ?.slice(4) ?? '';
  expect(verify(null, Buffer.from(`msg_1.${now}.{}`), key, Buffer.from(signature, 'base64'))).toBe(true);
  expect(verify(null, Buffer.from(`msg_2.${now}.{}`), key, Buffer.from(signature, 'base64'))).toBe(false);
});
