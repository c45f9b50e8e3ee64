import { callbackOf, partsOfCallback, pushKeyWith } from '../../../modules/websub/subscriber/pushKey.ts';

const key = pushKeyWith('a passphrase of the stage');
const ids = ['emn', 'emn-2', 'a', `${'x'.repeat(63)}`];

test('each source has a token and a secret of its own, of each passphrase others', () => {
  const all = [key, pushKeyWith('another')].flatMap((one) => ids.flatMap((id) => [one.tokenOf(id), one.secretOf(id)]));
  expect(new Set(all).size).toBe(4 * ids.length);
  for (const id of ids) expect([key.tokenOf(id).length, key.secretOf(id).length]).toEqual([22, 43]);
  expect(pushKeyWith('a passphrase of the stage').secretOf('emn')).toBe(key.secretOf('emn'));
});

test('a callback is read as it was written, and belongs to its source alone', () => {
  for (const id of ids) {
    const { pathname } = new URL(callbackOf('https://caravan.example', id, key));
    expect(partsOfCallback(pathname)).toEqual({ sourceId: id, token: key.tokenOf(id) });
    expect(key.isTokenOf(id, key.tokenOf(id))).toBe(true);
    for (const other of ['nobody', `${id}-`]) expect(key.isTokenOf(other, key.tokenOf(id))).toBe(false);
    expect(key.isTokenOf(id, key.tokenOf(id).slice(1))).toBe(false);
    expect(key.isTokenOf(id, '')).toBe(false);
  }
});

test.each([
  '',
  '/',
  '/websub',
  '/websub/emn',
  `/websub/emn/${'x'.repeat(21)}`,
  `/websub/emn/${'x'.repeat(23)}`,
  `/websub/EMN/${'x'.repeat(22)}`,
  `/websub/emn/${'x'.repeat(22)}/`,
  `/v1/websub/emn/${'x'.repeat(22)}`,
  `/websub/emn/${'x'.repeat(22)}\n`,
  `/websub/${'x'.repeat(64)}/${'x'.repeat(22)}`,
])('%j is no callback', (path) => {
  expect(partsOfCallback(path)).toBeUndefined();
});
