import { jest } from '@jest/globals';
import type { LookupFunction } from 'node:net';
import { resolver, urlFaults } from '../../../modules/partner-api/webhooks/rules.ts';

const answers: Record<string, string[]> = {
  'partner.example': ['93.184.215.14'],
  'mixed.example': ['10.0.0.7', '93.184.215.14'],
  'inside.example': ['10.0.0.7', 'fd00::1'],
  'loop.example': ['127.0.0.1'],
};
const lookup: LookupFunction = (hostname, _options, callback) => {
  const found = answers[hostname];
  if (found)
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  else callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 0);
};
const deployed = { local: false, resolve: resolver(false, lookup) };
const twin = { local: true, resolve: resolver(true, lookup) };
const words = async (url: string, where = deployed) =>
  (await urlFaults(url, where)).map(({ pointer, detail }) => `${pointer ?? ''} ${detail}`).join();

test.each([
  'https://partner.example/webhooks?site=1',
  'https://partner.example:8443/',
  'https://mixed.example/',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
])('%s is taken', async (url) => {
  expect(await words(url)).toBe('');
});

test.each([
  ['', 'is no URL'],
  ['partner.example', 'is no URL'],
  ['http://partner.example/', 'must begin with https://'],
  ['javascript:alert(1)', 'must begin with https://'],
  ['https://user@partner.example/', 'carries a user name or password'],
  ['https://partner.example/#x', 'has a fragment'],
  ['https://inside.example/', 'inside.example is not on the public internet (10.0.0.7, fd00::1)'],
  ['https://loop.example/', 'not on the public internet'],
  ['https://127.0.0.1/', 'not on the public internet'],
  ['https://0x7f.1/', 'not on the public internet'],
  ['https://[::1]/', 'not on the public internet'],
  ['https://[64:ff9b::a00:1]/', 'not on the public internet'],
  ['https://169.254.169.254/latest/meta-data', 'not on the public internet'],
  ['https://gone.example/', 'The name gone.example does not resolve now (ENOTFOUND)'],
])('%j is refused: %s', async (url, expected) => {
  expect(await words(url)).toMatch(/^#\/url /);
  expect(await words(url)).toContain(expected);
});

test('the twin alone takes its own machine, and plain http', async () => {
  for (const url of ['http://127.0.0.1:3000/', 'http://loop.example/', 'https://[::1]/'])
    expect(await words(url, twin)).toBe('');
  expect(await words('http://10.0.0.1/', twin)).toContain('not on the public internet');
});

test('a resolver that never answers is not waited for', async () => {
  jest.useFakeTimers();
  const asked = resolver(false, () => undefined)('slow.example');
  jest.advanceTimersByTime(5_000);
  await expect(asked).rejects.toThrow('did not resolve within 5 s');
  jest.useRealTimers();
});
