import { expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import type { TestItem } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const healthy = useReceiver();
const hanging = useReceiver();

/** More than the messages of a batch. */
const endpoints = 19;
const stories: TestItem[] = Array.from({ length: 4 }, (_, index) => ({ guid: `s${index}`, title: `Story ${index}` }));

test('while one endpoint hangs, 19 others get everything; then it gets its own', async () => {
  const tools = await deliveryTools(caravan);
  const slow = await tools.connect(hanging);
  for (let count = 0; count < endpoints; count++) await tools.connect(healthy);
  publisher.items = stories.slice(0, 1);
  await caravan.add('emn', publisher.url); // workers have started then

  const held: string[] = [];
  const ends: (() => void)[] = [];
  hanging.answer = (response, { data }) => {
    held.push(data.title);
    response.once('close', () => held.splice(held.indexOf(data.title), 1));
    ends.push(() => response.writeHead(204).end());
  };
  publisher.items = stories;
  const polled = caravan.poll('emn');
  polled.catch(() => undefined); // where the test fails before it is waited for
  await healthy.hears(stories.length * endpoints);
  // All of it before the one that hangs has had an end of its first: its own worker still waits.
  expect(held).toHaveLength(1);
  expect(ends).toHaveLength(1);
  expect(await tools.rowsOf(slow)).toHaveLength(1);

  hanging.answer = undefined;
  for (const end of ends) end();
  await polled;
  expect(new Set(hanging.heard.map(({ id }) => id)).size).toBe(stories.length);
  expect(new Set(healthy.heard.map(({ id }) => id)).size).toBe(stories.length * endpoints);
  expect(healthy.heard).toHaveLength(stories.length * endpoints);
  expect((await tools.rowsOf(slow)).map(({ status }) => status)).toEqual(stories.map(() => 'delivered'));
});
