import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LookupFunction } from 'node:net';
import { readFeed } from '../../modules/feed-reading/readFeed.ts';
import { addSource } from '../../modules/operations/addSource.ts';
import type { Deployment } from '../../modules/operations/deployment.ts';
import { resolver, urlFaults } from '../../modules/partner-api/webhooks/rules.ts';
import { askPublisher } from '../../modules/sources/polling/askPublisher.ts';
import { askCallback } from '../../modules/websub/hub/verification/askCallback.ts';
import { verificationSchema } from '../../modules/websub/hub/verificationMessage.ts';
import { subscribeAtHub } from '../../modules/websub/subscriber/subscribe.ts';
import { FetchError, guardLookup } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import { guardedPoster } from '../../platform/http/guardedPost.ts';
import { startLoopbackListener } from '../helpers/loopbackListener.ts';
import type { LoopbackListener } from '../helpers/loopbackListener.ts';
import { aSource } from '../helpers/records.ts';
import { specialV4, specialV6, spellingsOf, wrapped } from './tricks/addresses.ts';
import { noUrls, urlTricks } from './tricks/urls.ts';

let listener: LoopbackListener;
beforeAll(async () => {
  listener = await startLoopbackListener();
});
afterAll(async () => {
  const { connections } = listener;
  await listener.stop();
  expect(connections).toBe(1); // the one that was meant
});

/** A resolver of our own: each lookup takes the next of its answers, and the last for good. */
const answering = (...answers: string[][]): LookupFunction => {
  let asked = 0;
  return (_name, _options, callback) => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? [];
    setImmediate(() => {
      callback(
        null,
        answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    });
  };
};
const toLoopback = () => answering(['127.0.0.1', '::1']);

/** Why a request was refused, in words; what is not refused is said too. */
type Door = (url: string, lookup?: LookupFunction) => Promise<string>;
const refusal = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'NOT REFUSED',
    (error: unknown) => {
      if (error instanceof FetchError) return `${error.kind}: ${error.message}`;
      throw error;
    },
  );
const limits = { timeoutMs: 5_000, maxBytes: 1_000, maxRedirects: 5 };
const posting = (lookup?: LookupFunction) =>
  guardedPoster({ timeoutMs: 5_000, maxAnswerBytes: 1_000, local: false, ...(lookup && { lookup }) });

/** How the guard says that it refuses: a lease keeps its words alone. */
const blockedWords =
  /is not on the public internet|is not a URL|^Only http: and https: are fetched|carries a user name or password/;

/** Everything of Caravan that goes where a stranger says, as a deployed stage does it. */
const doors: Record<string, Door> = {
  'a poll': (url, lookup) => refusal(guardedFetch({ url, ...limits, allowLoopback: false, ...(lookup && { lookup }) })),
  'a webhook': (url, lookup) => refusal(posting(lookup)({ url, headers: {}, body: '{}' })),
  'a question of the hub': async (callback, lookup) => {
    const intent = verificationSchema.safeParse({
      mode: 'subscribe',
      callback,
      hub: { topic: 'https://news.example/feeds/all.rss', list: { kind: 'all' }, format: 'rss', title: 'News' },
      leaseSeconds: 3_600,
    });
    if (!intent.success) return 'blocked-address: no message of the queue is like that';
    const words = await askCallback(intent.data, 'challenge', {
      userAgent: 'test',
      allowLoopback: false,
      ...(lookup && { lookup }),
    });
    return words === undefined ? 'NOT REFUSED' : `blocked-address: ${words}`;
  },
  'a lease': async (hub, lookup) => {
    const refusal = await subscribeAtHub(
      hub,
      { topic: 'https://news.example/', callback: 'https://caravan.example/', secret: 'secret', leaseSeconds: 60 },
      { post: posting(lookup), userAgent: 'test', local: false },
    );
    return blockedWords.test(refusal ?? '') ? `blocked-address: ${refusal}` : String(refusal);
  },
  'the rules of the partner API': async (url, lookup) => {
    const [fault] = await urlFaults(url, { local: false, resolve: resolver(false, lookup) });
    return fault === undefined ? 'NOT REFUSED' : `blocked-address: ${fault.detail}`;
  },
};
const refused = expect.stringMatching(/^blocked-address: ./s);

/** Sends every address through every door. */
async function tryAll(
  urls: readonly string[],
  lookup?: () => LookupFunction,
): Promise<[door: string, url: string, words: string][]> {
  const tries = Object.entries(doors).flatMap(([door, enter]) =>
    urls.map(async (url): Promise<[string, string, string]> => [door, url, await enter(url, lookup?.())]),
  );
  return Promise.all(tries);
}
const expectRefused = (answers: readonly [door: string, url: string, words: string][]) => {
  expect(answers.length).toBeGreaterThan(0);
  expect(answers).toEqual(answers.map(([door, url]) => [door, url, refused]));
};

test('the listener hears who is let in', async () => {
  expect(
    (await guardedFetch({ url: `http://127.0.0.1:${listener.port}/`, ...limits, allowLoopback: true })).status,
  ).toBe(200);
  expect(listener.connections).toBe(1);
});

describe('addresses', () => {
  const hosts = (names: readonly string[]) =>
    names.flatMap((host) => [`http://${host}:${listener.port}/`, `https://${host}:${listener.port}/`]);

  test.each(specialV4)('%s, %s: refused in every spelling', async (_, address) =>
    expectRefused(await tryAll(hosts(spellingsOf(address)), toLoopback)),
  );
  test.each(specialV6)('%s, %s: refused', async (_, address) =>
    expectRefused(await tryAll(hosts([`[${address}]`, `[${address.toUpperCase()}]`]), toLoopback)),
  );
  test.each(specialV4)('a name that leads to %s, %s, or to an IPv6 address around it: refused', async (_, address) => {
    for (const answer of [address, ...wrapped(address)])
      expectRefused(await tryAll([`https://inside.example:${listener.port}/`], () => answering([answer])));
  });
  test.each(specialV6)('a name that leads to %s, %s: refused', async (_, address) => {
    for (const answer of [address, `${address}%lo`, `${address}%1`])
      expectRefused(await tryAll([`https://inside.example:${listener.port}/`], () => answering([answer])));
  });
  test('public ones are not refused: the table is no net that holds everything', async () => {
    for (const address of [
      '93.184.215.14',
      '1.1.1.1',
      '100.63.255.255',
      '100.128.0.1',
      '172.15.0.1',
      '172.32.0.1',
      '192.0.1.1',
      '198.17.0.1',
      '198.20.0.1',
      '2606:2800:21f::1',
      '2a00:1450:4001::1',
    ]) {
      expect(
        await urlFaults('https://news.example/', { local: false, resolve: resolver(false, answering([address])) }),
      ).toEqual([]);
    }
  });
});

describe('URLs', () => {
  test('that are read in two ways: refused', async () => {
    for (const scheme of ['http', 'https'] as const)
      expectRefused(
        await tryAll(
          urlTricks(scheme, listener.port).map(([, url]) => url),
          toLoopback,
        ),
      );
  });
  test('that are none, or not of the web: refused', async () => expectRefused(await tryAll(noUrls, toLoopback)));
});

describe('names', () => {
  test.each([
    [['10.0.0.1', '127.0.0.1']],
    [['::1', '127.0.0.1']],
    [['fd00:ec2::254', '::ffff:127.0.0.1', '0.0.0.0']],
    [[]],
  ])('that lead to several addresses, none public (%j): refused', async (answer) => {
    expectRefused(await tryAll([`https://inside.example:${listener.port}/`], () => answering(answer)));
  });

  test.each([[true], [false]])(
    'of several addresses only the public ones are given to the socket (all: %s)',
    async (all) => {
      const given = await new Promise((resolve, reject) => {
        guardLookup(false, answering(['127.0.0.1', '::1', '93.184.215.14', '10.0.0.1']))(
          'mixed.example',
          { all },
          (error, address, family) => {
            if (error) reject(error);
            else resolve([address, family]);
          },
        );
      });
      expect(given).toEqual(all ? [[{ address: '93.184.215.14', family: 4 }], undefined] : ['93.184.215.14', 4]);
    },
  );

  test('whose answer changes between the check and the connection: the webhook is taken, and its posts are refused', async () => {
    const changing = answering(['93.184.215.14'], ['127.0.0.1']);
    const url = `https://changing.example:${listener.port}/`;
    expect(await urlFaults(url, { local: false, resolve: resolver(false, changing) })).toEqual([]);
    expect(await refusal(posting(changing)({ url, headers: {}, body: '{}' }))).toMatch(
      /^blocked-address: changing\.example is not on the public internet \(127\.0\.0\.1\)/,
    );
  });

  test('that an answer is no address: refused', async () => {
    for (const answer of ['', 'localhost', '0177.0.0.1', '2130706433', 'example.org', '::ffff:127.0.0.1:80'])
      expectRefused(await tryAll([`https://odd.example:${listener.port}/`], () => answering([answer])));
  });
});

describe('with the system’s own resolver', () => {
  const urls = () => ['localhost', 'LOCALHOST', '127.1', '[::1]'].map((host) => `http://${host}:${listener.port}/`);

  test('a poll of the loopback is refused', async () => {
    for (const url of urls()) {
      const services = { userAgent: 'test', allowLoopback: false, read: readFeed };
      const { error } = await askPublisher(aSource({ url }), services, new Date());
      expect(error).toMatchObject({ kind: 'blocked-address' });
    }
  });

  test('and so is a site on it that an operator adds', async () => {
    const deployment = { allowLoopback: false } as Deployment; // with nothing to store in: it must not come so far
    for (const url of urls())
      await expect(addSource({ url }, deployment, new Date())).rejects.toThrow(/is not on the public internet/);
  });
});
