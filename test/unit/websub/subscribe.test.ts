import { subscribeAtHub } from '../../../modules/websub/subscriber/subscribe.ts';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import type { GuardedPost } from '../../../platform/http/guardedPost.ts';

const subscription = {
  topic: 'https://news.example/feed?a=b&c=Қ',
  callback: 'https://caravan.example/websub/emn/token',
  secret: 'secret',
  leaseSeconds: 864_000,
};

/** A hub that gives one answer after another. */
async function asking(
  hub: string,
  answers: readonly { status: number; location?: string; body?: string }[],
  local = false,
) {
  const posts: GuardedPost[] = [];
  const post = async (one: GuardedPost) => {
    posts.push(one);
    const { status, location, body = '' } = answers[posts.length - 1]!;
    return { status, headers: { ...(location !== undefined && { location }) }, body: Buffer.from(body) };
  };
  const refusal = await subscribeAtHub(hub, subscription, { post, userAgent: 'Caravan', local });
  return { refusal, posts, urls: posts.map(({ url }) => url) };
}

test('a hub is told all that it needs, as a form', async () => {
  const {
    refusal,
    posts: [post],
  } = await asking('https://hub.example/', [{ status: 202 }]);
  expect(refusal).toBeUndefined();
  expect(post).toMatchObject({
    url: 'https://hub.example/',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Caravan' },
  });
  expect(Object.fromEntries(new URLSearchParams(post?.body))).toEqual({
    'hub.mode': 'subscribe',
    'hub.topic': subscription.topic,
    'hub.callback': subscription.callback,
    'hub.secret': 'secret',
    'hub.lease_seconds': '864000',
  });
});

test.each([200, 202, 204])('%d takes it', async (status) =>
  expect((await asking('https://hub.example/', [{ status }])).refusal).toBeUndefined(),
);
test.each([301, 302, 303, 400, 403, 404, 410, 429, 500, 503])(
  '%d does not, and is said with the hub’s words',
  async (status) => {
    expect(
      await asking('https://hub.example/', [{ status, location: 'https://other.example/', body: 'Not you.' }]),
    ).toMatchObject({ refusal: `The hub answered ${status}. Not you.`, urls: ['https://hub.example/'] });
  },
);

test('a hub told with http is asked with https, but on this machine', async () => {
  expect((await asking('http://hub.example/x', [{ status: 202 }])).urls).toEqual(['https://hub.example/x']);
  expect((await asking('HTTP://hub.example:8080/x', [{ status: 202 }])).urls).toEqual(['https://hub.example:8080/x']);
  expect((await asking('http://127.0.0.1:1/x', [{ status: 202 }], true)).urls).toEqual(['http://127.0.0.1:1/x']);
});

test('another that it names is asked instead, over https too, and no third one', async () => {
  expect(
    await asking('https://hub.example/a', [{ status: 307, location: 'http://other.example/b' }, { status: 202 }]),
  ).toMatchObject({ refusal: undefined, urls: ['https://hub.example/a', 'https://other.example/b'] });
  expect(await asking('https://hub.example/a', [{ status: 308, location: '/b' }, { status: 403 }])).toMatchObject({
    refusal: 'The hub answered 403. ',
    urls: ['https://hub.example/a', 'https://hub.example/b'],
  });
  expect(
    await asking('https://hub.example/a', [
      { status: 307, location: '/b' },
      { status: 307, location: '/c' },
    ]),
  ).toMatchObject({
    refusal: expect.stringContaining('not followed further') as unknown,
    urls: ['https://hub.example/a', 'https://hub.example/b'],
  });
  expect(await asking('https://hub.example/a', [{ status: 307 }])).toMatchObject({ refusal: 'The hub answered 307. ' });
  expect(await asking('https://hub.example/a', [{ status: 307, location: 'http://[' }])).toMatchObject({
    refusal: 'The hub answered 307. ',
  });
});

test('what gives no answer is said in words; what is our own fault is thrown', async () => {
  const failing = (error: Error) =>
    subscribeAtHub('https://hub.example/', subscription, {
      post: () => Promise.reject(error),
      userAgent: 'Caravan',
      local: false,
    });
  expect(await failing(new FetchError('timeout', 'It took too long.'))).toBe('It took too long.');
  await expect(failing(new TypeError('a bug'))).rejects.toThrow('a bug');
});
