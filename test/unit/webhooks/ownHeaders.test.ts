import { openHeaders, ownHeaderFault, sealHeaders } from '../../../modules/webhooks/ownHeaders.ts';
import { sealerWith } from '../../../modules/webhooks/signing.ts';
import { anEndpoint } from '../../helpers/records.ts';

test.each([
  'Webhook-Id',
  'webhook-anything',
  'HOST',
  'Content-Length',
  'content-type',
  'Transfer-Encoding',
  'connection',
  'User-Agent',
  'te',
  'a b',
  'a:b',
  'a\r\nb',
  '',
  'x'.repeat(65),
  'Ключ',
])('a header named %j is refused', (name) => {
  expect(ownHeaderFault(name, 'value')).toMatch(/^(is|is set) /);
});

test.each(['', ' a', 'a ', 'a\r\nb: c', 'a\0', 'ключ', 'x'.repeat(1_025)])(
  'a value %j is refused, unrepeated',
  (value) => {
    const fault = ownHeaderFault('X-Api-Key', value);
    expect(fault).toMatch(/^must have a value/);
    if (value.trim().length > 2) expect(fault).not.toContain(value);
  },
);

test.each(['Authorization', 'X-Api-Key', 'cookie', "!#$%&'*+.^_`|~"])('a header named %s is taken', (name) => {
  expect(ownHeaderFault(name, 'Bearer a b\tc')).toBeUndefined();
});

test('headers open for their own endpoint alone, and none lie in its row', () => {
  const sealer = sealerWith('a passphrase of a test');
  const endpoint = anEndpoint();
  const headers = sealHeaders({ 'X-Api-Key': 'opens-the-gate' }, endpoint, sealer);
  expect(headers?.names).toEqual(['X-Api-Key']);
  expect(JSON.stringify(headers)).not.toContain('opens-the-gate');
  expect(openHeaders({ ...endpoint, headers }, sealer)).toEqual({ 'X-Api-Key': 'opens-the-gate' });
  expect(() => openHeaders({ ...endpoint, id: `wh_${'1'.repeat(24)}`, headers }, sealer)).toThrow();
  expect(sealHeaders({}, endpoint, sealer)).toBeUndefined();
  expect(openHeaders(endpoint, sealer)).toEqual({});
});
