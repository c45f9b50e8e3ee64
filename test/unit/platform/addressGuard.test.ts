import type { LookupFunction } from 'node:net';
import { isAllowedAddress } from '../../../platform/http/addressGuard.ts';
import { ask, closeServers, kindOf, seen, serve } from './localServer.ts';

afterEach(closeServers);

test.each([
  '127.0.0.1',
  '127.1',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  '127.255.255.254',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
  '[::ffff:0:127.0.0.1]',
  '[fe80::1]',
  '[fc00::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[2001:db8::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '①②⑦.0.0.1',
  '１２７.0.0.1',
  'localhost',
  'LOCALHOST',
  'localhost.',
])('%s reaches no loopback listener', async (host) => {
  const { port } = new URL(await serve((_request, response) => response.end('inside')));
  const toLoopback: LookupFunction = (_name, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  expect(await kindOf(ask(`http://${host}:${port}/`, { allowLoopback: false, lookup: toLoopback }))).toBe(
    'blocked-address',
  );
  expect(seen.hits).toBe(0);
});

test('loopback allowed is loopback only', async () => {
  const url = new URL(await serve((_request, response) => response.end('inside')));
  expect((await ask(`http://2130706433:${url.port}/`)).status).toBe(200);
  expect(await kindOf(ask('http://10.0.0.1/'))).toBe('blocked-address');
  expect(await kindOf(ask('http://[::ffff:127.0.0.1]/'))).toBe('blocked-address');
});

test('a name that rebinds gains nothing: one lookup a hop, and the checked address is the one connected to', async () => {
  const { port } = new URL(await serve((_request, response) => response.writeHead(302, { location: '/again' }).end()));
  const answers = ['127.0.0.1', '10.0.0.7'];
  let asked = 0;
  const rebinding: LookupFunction = (_name, _options, callback) =>
    callback(null, [{ address: answers[asked++]!, family: 4 }]);
  expect(await kindOf(ask(`http://rebind.example:${port}/`, { lookup: rebinding }))).toBe('blocked-address');
  expect({ asked, hits: seen.hits }).toEqual({ asked: 2, hits: 1 });
});

test('of several answers only the allowed ones are tried', async () => {
  const { port } = new URL(await serve((_request, response) => response.end('inside')));
  const mixed: LookupFunction = (_name, _options, callback) =>
    callback(null, [
      { address: '192.168.0.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  expect((await ask(`http://mixed.example:${port}/`, { lookup: mixed })).status).toBe(200);
  expect(await kindOf(ask(`http://mixed.example:${port}/`, { lookup: mixed, allowLoopback: false }))).toBe(
    'blocked-address',
  );
  expect(seen.hits).toBe(1);
});

test.each(['ftp://example.org/', 'file:///etc/passwd', 'http://user:secret@example.org/', 'not a url'])(
  '%s is not fetched',
  async (url) => {
    await expect(ask(url)).rejects.toMatchObject({
      kind: 'blocked-address',
      message: expect.not.stringContaining('secret') as string,
    });
  },
);

test.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2a00:1450:4001::1'])(
  '%s is public',
  (address) => {
    expect(isAllowedAddress(address, false)).toBe(true);
  },
);

test.each(['example.org', '', '1.2.3.4.5', '::g'])('%j is no address', (address) => {
  expect(isAllowedAddress(address, true)).toBe(false);
});
