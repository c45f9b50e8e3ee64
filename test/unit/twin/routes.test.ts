import { expect, test } from '@jest/globals';
import { findRoute } from '../../../local/http/routes.ts';

const routes = [
  '$default',
  'GET /feeds/{name}',
  'GET /feeds/all.rss',
  'ANY /feeds/{rest+}',
  'HEAD /feeds/{name}',
  'GET /',
].map((key) => ({ key, functionArn: key, timeoutMs: 1 }));

test.each([
  ['GET', '/feeds/all.rss', 'GET /feeds/all.rss', {}],
  ['GET', '/feeds/x%20y', 'GET /feeds/{name}', { name: 'x y' }],
  ['HEAD', '/feeds/all.rss', 'HEAD /feeds/{name}', { name: 'all.rss' }],
  ['GET', '/feeds/topics/a.rss', 'ANY /feeds/{rest+}', { rest: 'topics/a.rss' }],
  ['GET', '/', 'GET /', {}],
  ['POST', '/else', '$default', {}],
])('%s %s', (method, path, key, parameters) => {
  expect(findRoute(routes, method, path)).toMatchObject({ route: { key }, parameters });
});

test('no route, no match', () => {
  expect(findRoute(routes.slice(1), 'POST', '/')).toBeUndefined();
});
