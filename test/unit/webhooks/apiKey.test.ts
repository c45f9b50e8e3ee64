import fc from 'fast-check';
import { fits, newApiKey, partnerOfKey } from '../../../modules/webhooks/partners.ts';
import type { Partner } from '../../../modules/webhooks/partners.ts';
import { at } from '../../helpers/records.ts';

const now = at('2026-11-23T12:00:00Z');
const partnerWith = (...keys: Partner['keys']): Partner => ({
  id: 'caspian-times',
  name: 'The Caspian Times',
  keys,
  createdAt: now,
});

test('a key names its partner, carries 256 random bits, and is kept as a hash', () => {
  const { key, hash } = newApiKey('caspian-times');
  expect(key).toMatch(/^cvn_caspian-times_[\w-]{43}$/);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(partnerOfKey(key)).toBe('caspian-times');
  expect(newApiKey('caspian-times').key).not.toBe(key);
});

test('whatever the id, the partner is found again', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/), (id) => {
      expect(partnerOfKey(newApiKey(id).key)).toBe(id);
    }),
  );
});

test.each([
  '',
  'cvn__x',
  'cvn_A_'.padEnd(49, 'x'),
  'whsec_x',
  `cvn_${'x'.repeat(64)}_${'x'.repeat(43)}`,
  `cvn_x_${'x'.repeat(42)}`,
  `cvn_x_${'x'.repeat(44)}`,
  `cvn_x_${'x'.repeat(43)}\n`,
])('%j is no key', (text) => {
  expect(partnerOfKey(text)).toBeUndefined();
});

describe('a key fits', () => {
  const [key, former] = [newApiKey('caspian-times'), newApiKey('caspian-times')];

  test.each<[string, Partner | undefined, string, boolean]>([
    ['its partner', partnerWith({ hash: key.hash, createdAt: now }), key.key, true],
    [
      'while an older one still lives',
      partnerWith(
        { hash: key.hash, createdAt: now },
        { hash: former.hash, createdAt: now, expiresAt: at('2026-11-23T12:00:00.001Z') },
      ),
      former.key,
      true,
    ],
    [
      'not once it has expired',
      partnerWith({ hash: key.hash, createdAt: now }, { hash: former.hash, createdAt: now, expiresAt: now }),
      former.key,
      false,
    ],
    ['not once it was revoked', partnerWith({ hash: key.hash, createdAt: now }), former.key, false],
    [
      'not where one letter differs',
      partnerWith({ hash: key.hash, createdAt: now }),
      key.key.slice(0, -1) + (key.key.endsWith('A') ? 'B' : 'A'),
      false,
    ],
    ['not a partner without keys', partnerWith(), key.key, false],
    ['nobody', undefined, key.key, false],
    ['not where a row holds no hash', partnerWith({ hash: 'x', createdAt: now }), key.key, false],
  ])('%s', (_, partner, text, expected) => {
    expect(fits(partner, text, now)).toBe(expected);
  });
});
