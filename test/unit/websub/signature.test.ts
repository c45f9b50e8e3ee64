import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { isSigned } from '../../../modules/websub/subscriber/callback/takeDistribution.ts';

const secret = 'a secret of the hub';
const sign = (method: string, body: Uint8Array, by = secret) => createHmac(method, by).update(body).digest('hex');
const body = Buffer.from('<rss>Қазақ</rss>');

test.each(['sha1', 'sha256', 'sha384', 'sha512'])(
  '%s is good for any bytes, in either case, and for no others',
  (method) => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const hex = sign(method, bytes);
        for (const header of [`${method}=${hex}`, `${method.toUpperCase()}=${hex.toUpperCase()}`, ` ${method}=${hex} `])
          expect(isSigned(header, bytes, secret)).toBe(true);
        expect(isSigned(`${method}=${hex}`, Uint8Array.of(...bytes, 0), secret)).toBe(false);
        expect(isSigned(`${method}=${sign(method, bytes, 'another')}`, bytes, secret)).toBe(false);
        expect(isSigned(`${method}=${hex.slice(2)}`, bytes, secret)).toBe(false);
        expect(isSigned(`${method}=${hex}00`, bytes, secret)).toBe(false);
        expect(isSigned(`${method}=${hex.slice(1)}`, bytes, secret)).toBe(false);
      }),
    );
  },
);

test('what is signed with one method is not taken for another', () => {
  expect(isSigned(`sha256=${sign('sha1', body)}`, body, secret)).toBe(false);
  expect(isSigned(`sha1=${sign('sha256', body)}`, body, secret)).toBe(false);
});

test.each([
  undefined,
  '',
  '=',
  'sha256',
  'sha256=',
  'sha256=zz',
  `md5=${sign('md5', body)}`,
  `sha224=${sign('sha224', body)}`,
  `rmd160=00`,
  `constructor=${sign('sha256', body)}`,
  sign('sha256', body),
  `sha256=${sign('sha256', body)},sha1=${sign('sha1', body)}`,
  `sha256:${sign('sha256', body)}`,
])('%j is no signature', (header) => {
  expect(isSigned(header, body, secret)).toBe(false);
});
