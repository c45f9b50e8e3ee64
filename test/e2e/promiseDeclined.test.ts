import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { item, openLaw } from '../helpers/law.ts';
import type { Law } from '../helpers/law.ts';
import { startReceiver } from '../helpers/receiver.ts';

/** Section 2.6 of docs/promise.md: webhooks that leave a type out of `events`. */
let law: Law;
beforeAll(async () => {
  law = await openLaw();
});
afterAll(() => law.stop());

test('an article whose end was told comes back with its next version, also to who declines corrections', async () => {
  const source = law.nextSource();
  await law.list(source);
  const receiver = law.kept(await startReceiver());
  const { id } = await law.tools.connect(receiver, {
    partnerId: law.partner.partnerId,
    events: ['article.published', 'article.withdrawn'],
    filter: { sources: [source] },
  });
  const ask = async (more: { topics?: string[] }) => {
    const filter = { sources: [source], ...more };
    const { status } = await law.partner.call('PATCH', `/v1/webhooks/${id}`, { body: { filter } });
    expect(status).toBe(200);
    await law.caravan.twin.idle();
  };
  const types = () => receiver.heard.map(({ type, data }) => [type, data.title]);
  await law.list(source, item('Rates rise', 'Economy'));
  await law.list(source, item('Rates rise again', 'Economy'));
  expect(types()).toEqual([['article.published', 'Rates rise']]);
  await ask({ topics: ['sport'] });
  await ask({});
  expect(types().slice(1)).toEqual([['article.withdrawn', '']]);
  await law.list(source, item('Rates fall', 'Economy'));
  expect(types().slice(2)).toEqual([['article.published', 'Rates fall']]);
  await law.list(source, item('Rates fall fast', 'Economy'));
  expect(receiver.heard).toHaveLength(3);
});

test('who asks for ends alone, as its articles come from elsewhere, is told them', async () => {
  const source = law.nextSource();
  await law.list(source);
  const receiver = law.kept(await startReceiver());
  await law.tools.connect(receiver, {
    partnerId: law.partner.partnerId,
    events: ['article.withdrawn'],
    filter: { sources: [source], topics: ['economy'] },
  });
  await law.list(source, item('Rates rise', 'Economy'), {
    guid: 'two',
    title: 'Cup final',
    extra: '<category>Sport</category>',
  });
  expect(receiver.heard).toEqual([]);
  await law.tombstone(source);
  expect(receiver.heard.map(({ type, data }) => [type, data.id])).toEqual([
    ['article.withdrawn', articleId(source, 'one')],
  ]);
});
