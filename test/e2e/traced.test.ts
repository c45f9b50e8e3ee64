import { beforeAll, expect, test } from '@jest/globals';
import type { LogLine } from '../../local/lambda/protocol.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const receiver = useReceiver();
const lines: LogLine[] = [];
beforeAll(async () => {
  caravan.twin.events.on('log', (line) => lines.push(line));
  await (await deliveryTools(caravan)).connect(receiver);
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
});

const said = (name: string, message: string) =>
  lines.find((line) => line.function === functionId(caravan.twin, name) && line.json?.['message'] === message)?.json;
const measured = (metric: string) =>
  lines
    .filter(({ json }) => json?.['_aws'] !== undefined && json[metric] !== undefined)
    .map(({ json }) => json?.[metric]);

test("an article's lines have one trace id, from the poll to the last delivery", () => {
  const polled = said('Ingest', 'polled');
  expect(polled).toMatchObject({
    sourceId: 'emn',
    xray_trace_id: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/) as unknown,
  });
  const traceId = polled?.['xray_trace_id'];
  const about = { traceId, version: 1, articleId: caravan.events[0]?.article.id };
  expect(said('Publish', 'article.published')).toMatchObject({ ...about, sourceId: 'emn' });
  expect(said('Fanout', 'fanned out')).toMatchObject(about);
  expect(said('Deliver', 'delivery delivered')).toMatchObject({ ...about, endpointId: expect.any(String) as unknown });
});

test('each step has a trace of its own too', () => {
  const own = ['Ingest', 'Publish', 'Fanout', 'Deliver'].map(
    (name) =>
      lines.find(
        (line) => line.function === functionId(caravan.twin, name) && line.json?.['xray_trace_id'] !== undefined,
      )?.json?.['xray_trace_id'],
  );
  expect(new Set(own).size).toBe(4);
});

test('the seconds that were promised are measured', () => {
  // Both counts are written, so that neither metric is ever without data.
  expect([measured('PublishedInTime'), measured('PublishedLate')]).toEqual([[1], [0]]);
  expect([measured('DeliveredInTime'), measured('DeliveredLate')]).toEqual([[1], [0]]);
  for (const metric of ['SecondsToPublish', 'SecondsToDeliver'])
    expect(Number(measured(metric)[0])).toBeGreaterThanOrEqual(0);
});

test('partners are not told our trace ids', () => {
  expect(receiver.heard).toHaveLength(1);
  expect(JSON.stringify(receiver.heard)).not.toContain('traceId');
});
