import { beforeAll, describe, expect, test } from '@jest/globals';
import { noOwnNetwork, runInOwnNetwork } from '../helpers/ownNetwork.ts';
import { redirects } from './tricks/redirects.ts';

if (noOwnNetwork !== undefined)
  console.warn(`Outgoing requests are not tried in a network of our own: ${noOwnNetwork}.`);

interface Came {
  polls: Record<string, string>;
  redirected: Record<string, string>;
  turning: string[];
  turned: [string[], string, string[]];
  posts: Record<string, string>;
  published: number;
  inside: number;
}

(noOwnNetwork === undefined ? describe : describe.skip)(
  `outgoing requests, through the system’s resolver and real sockets${noOwnNetwork ? ` (skipped: ${noOwnNetwork})` : ''}`,
  () => {
    let came: Came;
    beforeAll(() => {
      came = runInOwnNetwork('test/hostile/network/requests.ts') as Came;
    });

    test('public names are reached, over IPv4 and IPv6; of a name that leads to both worlds, the public one', () => {
      expect(came.polls).toMatchObject({
        'news.example': '200 published',
        'news6.example': '200 published',
        'mixed.example': '200 published',
        'nobody.example': 'dns',
      });
    });
    test.each(['inside.example', 'inside6.example', 'mapped.example', 'zero.example', 'localhost'])(
      '%s, which leads inside, is refused',
      (name) => {
        expect(came.polls[name]).toBe('blocked-address');
      },
    );
    test.each(redirects)('a redirect to %s (%s) is not followed', (what) => {
      expect(came.redirected[what]).toBe('blocked-address');
    });
    test('a name that turns inside between two requests, or between its check and its post, is refused', () => {
      expect(came.turning).toEqual(['200 published', 'blocked-address']);
      expect(came.turned).toEqual([
        [],
        'blocked-address',
        [expect.stringContaining('turned.example is not on the public internet (127.0.0.1)')],
      ]);
    });
    test('no webhook goes to a name that leads inside', () => {
      expect(Object.values(came.posts)).toEqual(['blocked-address', 'blocked-address', 'blocked-address']);
    });
    test('the publisher heard what it should, and nobody inside a thing', () => {
      expect(came.published).toBeGreaterThan(redirects.length);
      expect(came.inside).toBe(0);
    });

    test('proxies of the environment are not asked', () => {
      const proxy = 'http://127.0.0.1:3128';
      const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
      const env = {
        ...Object.fromEntries(names.map((name) => [name, proxy])),
        NODE_USE_ENV_PROXY: '1',
        no_proxy: '',
        NO_PROXY: '',
      };
      expect(runInOwnNetwork('test/hostile/network/proxies.ts', env)).toEqual({
        poll: 'connection',
        post: 'connection',
        heardOfOurs: 0,
        heardOfNodes: 1,
      });
    });
  },
);
