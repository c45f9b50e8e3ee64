import { beforeAll, expect, test } from '@jest/globals';
import type { Comment } from '../../modules/comments/comment.ts';
import type { CommentKey } from '../../modules/comments/commentKey.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { operate } from '../faults/operator.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { commentKeyOf, commenterAt } from '../helpers/comments.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { portalPage } from '../helpers/portal.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useWebhooks } from '../helpers/webhooks.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
let partner: PartnerClient;
let key: CommentKey;
const webhooks = useWebhooks(caravan, publisher, () => partner);
const events = ['article.published', 'article.withdrawn', 'comment.approved', 'comment.withdrawn'];
beforeAll(async () => {
  partner = await aPartner(caravan, 'courier');
  key = await commentKeyOf(caravan);
});

const comment = (article: string, name: string, text: string) => commenterAt(caravan, key).comment(article, name, text);
const decide = async (id: string, decision: 'approve' | 'reject') => {
  await caravan.comments.decide(id, decision, new Date());
  await caravan.twin.idle();
};
/** A story that is out, and the webhook of a partner that hears of it. */
async function story(but: Record<string, unknown> = {}) {
  const hook = await webhooks.setUp({ events, ...but });
  await hook.publish(['harbour', 'Harbour opens']);
  return {
    ...hook,
    article: articleId(hook.source, 'harbour'),
    types: () => hook.receiver.heard.map(({ type }) => type),
  };
}
const listed = async (article: string) =>
  partner.call<{ comments: Comment[]; more: boolean }>('GET', `/v1/articles/${article}/comments`);

test('an approved comment reaches who asks for comments, with where it stands; taken back, it goes as it came', async () => {
  const asks = await story();
  const { body } = await partner.call<{ id: string }>('POST', '/v1/webhooks', {
    body: { url: `${asks.receiver.url}/2` },
  });
  const id = await comment(asks.article, 'Leyla', 'Well said.');
  expect(asks.types()).toEqual(['article.published']);
  await decide(id, 'approve');
  await decide(id, 'approve');
  const said = { id, name: 'Leyla', text: 'Well said.', article: { id: asks.article, title: 'Harbour opens' } };
  expect(asks.types()).toEqual(['article.published', 'comment.approved']);
  expect(asks.receiver.heard[1]!.data).toMatchObject(said);
  const { url } = asks.receiver.heard[1]!.data as unknown as { url: string };
  expect(await (await fetch(url)).text()).toContain(`id="${new URL(url).hash.slice(1)}"`);
  expect((await listed(asks.article)).body).toMatchObject({ comments: [{ ...said, url }], more: false });
  // the partner sees what was sent, by the API and on its pages, for as long as readers see it
  const record = `${asks.made.id}/deliveries/${id}-1`;
  const sent = async () => (await partner.call<{ sent: { body?: string } }>('GET', `/v1/webhooks/${record}`)).body.sent;
  expect(JSON.parse((await sent()).body ?? '')).toMatchObject({ data: said });
  expect(await portalPage(caravan, { partnerId: 'courier', path: `/webhooks/${record}` })).toContain('Well said.');
  await decide(id, 'reject');
  expect((await sent()).body).toBeUndefined();
  expect(await portalPage(caravan, { partnerId: 'courier', path: `/webhooks/${record}` })).not.toContain('Well said.');
  expect(asks.types().slice(2)).toEqual(['comment.withdrawn']);
  expect(asks.receiver.heard[2]!.data).toEqual({ id, article: { id: asks.article } });
  expect((await listed(asks.article)).body.comments).toEqual([]);
  const rows = (await asks.deliveries()).deliveries;
  expect(rows.map((row) => ({ ...row }))).toMatchObject([
    { commentId: id, version: 2, type: 'comment.withdrawn', status: 'delivered' },
    { commentId: id, version: 1, type: 'comment.approved', status: 'delivered' },
    { articleId: asks.article, version: 1, type: 'article.published' },
  ]);
  expect(JSON.stringify(rows)).not.toContain('Well said');
  // whoever does not ask for comments is told nothing
  const other = (await partner.call<{ deliveries: object[] }>('GET', `/v1/webhooks/${body.id}/deliveries`)).body;
  expect(other.deliveries).toEqual([]);
});

test('who was never sent a comment is told nothing of its end; an erased one is taken back', async () => {
  const asks = await story();
  const unread = await comment(asks.article, 'Aydan', 'Short.');
  await decide(unread, 'reject');
  const erased = await comment(asks.article, 'Nino', 'Good.');
  await decide(erased, 'approve');
  await caravan.comments.forget(erased);
  await caravan.twin.idle();
  expect(asks.types()).toEqual(['article.published', 'comment.approved', 'comment.withdrawn']);
  expect(asks.receiver.heard[2]!.data.id).toBe(erased);
});

test('what was taken back while its webhook failed is not sent after all, nor once its article is withdrawn', async () => {
  const asks = await story();
  asks.receiver.answer = (response) => response.writeHead(500).end();
  const [taken, stays] = [
    await comment(asks.article, 'Aydan', 'First.'),
    await comment(asks.article, 'Nino', 'Second.'),
  ];
  await decide(taken, 'approve');
  await decide(stays, 'approve');
  const tries = asks.receiver.heard.length;
  asks.receiver.answer = undefined;
  await decide(taken, 'reject');
  await operate(caravan, asks.article, 'withdraw', 0);
  await caravan.twin.idle();
  const { id } = asks.made;
  await partner.call('POST', `/v1/webhooks/${id}/recover`, { body: {} });
  await caravan.twin.idle();
  const after = asks.receiver.heard.slice(tries);
  expect(after.map(({ type, data }) => [type, data.id]).toSorted()).toEqual([
    ['article.withdrawn', asks.article],
    // it was tried, and may have come
    ['comment.withdrawn', taken],
  ]);
  expect((await listed(asks.article)).status).toBe(410);
  expect(caravan.twin.refusals).toEqual([]);
});

test('comments of an article that is not out are not told; back, it has them again', async () => {
  const asks = await story();
  const id = await comment(asks.article, 'Nino', 'Later.');
  await operate(caravan, asks.article, 'withdraw', 0);
  await caravan.twin.idle();
  await decide(id, 'approve');
  expect(asks.types()).toEqual(['article.published', 'article.withdrawn']);
  await operate(caravan, asks.article, 'restore', 0);
  await caravan.twin.idle();
  expect(asks.types().slice(2)).toEqual(['article.published']);
  expect((await listed(asks.article)).body.comments).toMatchObject([{ id, text: 'Later.' }]);
});
