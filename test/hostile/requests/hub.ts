import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { nastyHeaders, nastyPaths } from '../tricks/strings.ts';
import { hasBody, methods, mostly, nasty, oddHeaders, spoilt, types } from './parts.ts';
import type { Sent } from './parts.ts';

/** Requests to the callback of a source, as its hub makes them, and as nobody does. */
export const hubRequests = ({
  path,
  topic,
  sign,
}: {
  path: string;
  topic: string;
  sign: (body: Uint8Array) => string;
}): Arbitrary<Sent> => {
  const question = fc.record(
    {
      'hub.mode': mostly(fc.constantFrom('subscribe', 'unsubscribe', 'denied'), nasty),
      'hub.topic': mostly(fc.constant(topic), nasty),
      'hub.challenge': mostly(fc.constant('challenge'), nasty),
      'hub.lease_seconds': mostly(fc.constantFrom('60', '864000', '9999999999'), nasty),
      'hub.reason': nasty,
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      method: mostly(fc.constantFrom('GET', 'POST'), methods),
      query: mostly<Record<string, string>>(question, fc.dictionary(nasty, nasty, { maxKeys: 3 })),
      odd: oddHeaders,
      body: spoilt('<rss><channel/></rss>'),
      path: mostly(
        fc.constant(path),
        fc.oneof(
          fc.constantFrom(...nastyPaths).map((text) => `/websub/${text}`),
          fc.constantFrom(...nastyPaths).map((text) => `${path}${text}`),
          fc.nat(path.length).map((length) => path.slice(0, length) || '/'),
        ),
      ),
    })
    .chain(({ method, query, odd, body, path: place }) => {
      const asked = new URLSearchParams(query).toString();
      return fc
        .record({
          signature: mostly(fc.constant(sign(body)), fc.constantFrom('sha256=', 'sha1=0', 'md5=00', ...nastyHeaders)),
          type: types('application/rss+xml'),
        })
        .map(({ signature, type }): Sent => ({
          method,
          path: asked === '' ? place : `${place}?${asked}`,
          headers: { 'content-type': type, 'x-hub-signature': signature, ...odd },
          ...(hasBody(method) && { body }),
        }));
    });
};
