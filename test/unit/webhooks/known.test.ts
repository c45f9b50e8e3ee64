import { expect, test } from '@jest/globals';
import type { AnnouncedVersionsTable } from '../../../modules/articles/announcedVersions.ts';
import { knownOf } from '../../../modules/webhooks/deliver/known.ts';
import type { DeliveriesTable } from '../../../modules/webhooks/deliveriesTable.ts';
import type { LedgerPlace } from '../../../modules/webhooks/deliveriesTable.ts';
import type { Delivery, DeliveryMessage } from '../../../modules/webhooks/delivery.ts';
import { aDelivery, anArticle, anAnnouncedVersion } from '../../helpers/records.ts';

const idOf = (letter: string) => letter.repeat(32);
/** The log: each article's versions, by their place in it. */
const log = ['a1', 'b1', 'c1', 'a2', 'd1', 'b3', 'e1'].map((name, index) =>
  anAnnouncedVersion(index + 1, anArticle({ id: idOf(name.charAt(0)), version: Number(name.charAt(1)) })),
);
const editionsWhere = (fits: (id: string, version: number) => boolean) =>
  log.filter(({ event: { article } }) => fits(article.id, article.version));

const message = (endpointId: string, name: string, but: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  partnerId: 'p',
  endpointId,
  articleId: idOf(name.charAt(0)),
  version: Number(name.charAt(1)),
  ...but,
});
const row = (endpointId: string, name: string, but: Partial<Delivery> = {}): Delivery => ({
  ...aDelivery({ partnerId: 'p', endpointId, articleId: idOf(name.charAt(0)), version: Number(name.charAt(1)) }),
  seq: editionsWhere((id, version) => id === idOf(name.charAt(0)) && version === Number(name.charAt(1)))[0]?.seq ?? 0,
  ...but,
});

/** Tables of these rows, and how often they were asked. */
function tables(rows: readonly Delivery[]) {
  const calls: string[] = [];
  const counted = <T>(call: string, answer: T): Promise<T> => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  const inOrder = rows.toSorted((one, other) => one.seq - other.seq || Number(one.end ?? 0) - Number(other.end ?? 0));
  return {
    calls,
    announcedVersions: {
      getMany: (wanted: readonly DeliveryMessage[]) =>
        counted(
          'announcedVersions',
          editionsWhere((id, version) => wanted.some((one) => one.articleId === id && one.version === version)),
        ),
      ofArticle: (id: string, from: number) =>
        counted(
          'article',
          editionsWhere((one, version) => one === id && version >= from),
        ),
    } as unknown as AnnouncedVersionsTable,
    ledger: {
      getMany: (places: readonly LedgerPlace[]) =>
        counted(
          'rows',
          rows.filter((one) =>
            places.some(
              ({ endpointId, seq, end }) => one.endpointId === endpointId && one.seq === seq && one.end === end,
            ),
          ),
        ),
      from: ({ endpointId }: LedgerPlace, seq: number, most: number) => {
        const later = inOrder.filter((one) => one.endpointId === endpointId && one.seq >= seq);
        return counted('endpoint', later.length > most ? undefined : later);
      },
    } as unknown as DeliveriesTable,
  };
}

const rows = [
  row('one', 'a1'),
  row('one', 'a2', { status: 'delivered' }),
  row('one', 'b1', { end: true }),
  row('one', 'b3', { end: true }),
  row('one', 'e1', { status: 'failed' }),
  row('two', 'a1', { status: 'failed' }),
  row('two', 'b3'),
];

test('by endpoint or by article, the same is known', async () => {
  const messages = ['a1', 'a2', 'b1', 'b3', 'c1', 'd1', 'e1', 'c2', 'x1'].map((name) => message('one', name));
  messages.push(message('one', 'b1', { end: true }), message('two', 'a1'), message('two', 'b1'));
  const together = tables(rows);
  const known = await knownOf(messages, together);
  expect(together.calls.toSorted()).toEqual(['announcedVersions', 'endpoint', 'endpoint']);
  for (const [index, one] of messages.entries()) {
    const alone = tables(rows);
    expect({ one, ...known[index] }).toEqual({ one, ...(await knownOf([one], alone))[0] });
    expect(alone.calls).toEqual(['article', 'rows']);
  }
  expect(known[0]?.newer.map(({ version }) => version)).toEqual([2]);
  expect(known[2]?.newer).toEqual([]); // an end by a filter is told beside it
});

test('ten endpoints of one article share its query', async () => {
  const messages = Array.from({ length: 10 }, (_, index) => message(`endpoint-${index}`, 'a1'));
  const asked = tables([row('endpoint-3', 'a2')]);
  const known = await knownOf(messages, asked);
  expect(asked.calls).toEqual(['article', 'rows']);
  expect(known.map(({ newer }) => newer.length)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
});

test('an endpoint whose ledger goes on for long is read by article', async () => {
  const long = Array.from({ length: 60 }, (_, index) => row('one', 'x9', { seq: 100 + index }));
  const asked = tables([...rows, ...long]);
  const known = await knownOf(
    [message('one', 'a1'), message('one', 'b1'), message('two', 'a1'), message('two', 'd1')],
    asked,
  );
  expect(asked.calls.toSorted()).toEqual(['announcedVersions', 'article', 'article', 'endpoint', 'endpoint', 'rows']);
  expect(known.map(({ row: own, newer }) => [own?.status, newer.length])).toEqual([
    ['pending', 1],
    [undefined, 0],
    ['failed', 0],
    [undefined, 0],
  ]);
});
