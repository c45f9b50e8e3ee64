import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const healthy = useReceiver();
const hanging = useReceiver();

const articles = 6;
const endpoints = 49;

test('while one endpoint hangs, 49 others get everything; then it gets its own', async () => {
  const tools = await deliveryTools(caravan);
  const held: ServerResponse[] = [];
  hanging.answer = (response) => held.push(response);
  const slow = await tools.connect(hanging);
  for (let count = 0; count < endpoints; count++) await tools.connect(healthy);

  publisher.items = Array.from({ length: articles }, (_, index) => ({ guid: `s${index}`, title: `Story ${index}` }));
  const added = caravan.add('emn', publisher.url);
  added.catch(() => undefined); // where the test fails before it is waited for
  // All of it while the one that hangs has answered nothing: its own worker still waits.
  await healthy.hears(articles * endpoints, 14_000);
  expect(held.length).toBeGreaterThan(0);
  expect(await tools.rowsOf(slow)).toEqual([]);

  hanging.answer = undefined;
  for (const response of held) response.writeHead(204).end();
  await hanging.hears(articles);
  await added;
  expect(new Set(hanging.heard.map(({ id }) => id)).size).toBe(articles);
  expect(new Set(healthy.heard.map(({ id }) => id)).size).toBe(articles * endpoints);
  expect(healthy.heard).toHaveLength(articles * endpoints);
  expect((await tools.rowsOf(slow)).map(({ status }) => status)).toEqual(
    Array.from({ length: articles }, () => 'delivered'),
  );
});
