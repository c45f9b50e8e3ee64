import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { beatAt } from '../../modules/sources/slots.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const time = new SimulatedTime();
const caravan = useCaravan({ time });
const publisher = usePublisher();
const day = 86_400;

const schedule = async () => {
  const { twin } = caravan;
  await twin.fire(twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('PollingScheduleRun'))?.id ?? '');
  await twin.idle();
};
/** Adds a source that is polled at an interval, and is in its slot. */
async function paced(id: string, intervalSeconds: number) {
  publisher.conditional = true;
  await caravan.add(id, publisher.url);
  await caravan.sources.change(id, { intervalSeconds });
  await caravan.poll(id);
  return caravan.sources.get(id);
}
const until = (at: number) => {
  time.pass(at * 1_000 - Date.now());
};

test('a poll at an even pace that finds nothing new reads one unit and writes one, and the index stays as it is', async () => {
  const { twin } = caravan;
  const first = await paced('even', 600);
  until(first!.nextPollAt);
  const before = twin.meter.snapshot();
  await schedule();
  const ingest = functionId(twin, 'Ingest');
  const lines = twin.meter
    .since(before)
    .lines.filter(({ function: caller, service }) => caller === ingest && service === 'dynamodb');
  expect(
    lines.map(({ operation, calls, readUnits, writeUnits }) => [operation, calls, readUnits + writeUnits]),
  ).toEqual([
    ['GetItem', 1, 1],
    ['UpdateItem', 1, 1],
  ]);
  expect((await caravan.sources.get('even'))?.nextPollAt).toBe(first!.nextPollAt + 600);
  await caravan.sources.remove('even');
});

test('a poll whose message was lost is asked for again an hour later, though its pace is a day', async () => {
  const { documents, tableNames, sources } = caravan;
  const first = await paced('daily', day);
  until(first!.nextPollAt);
  // the schedule has sent it, and it came to nothing
  await documents.send(
    new PutCommand({
      TableName: tableNames.sources,
      Item: { pk: 'SCHEDULE', sk: 'SCHEDULE', lastBeat: beatAt(epochSeconds(new Date())) },
    }),
  );
  await schedule();
  expect((await sources.get('daily'))?.nextPollAt).toBe(first!.nextPollAt);
  time.pass(3_600_000);
  await schedule();
  expect((await sources.get('daily'))?.nextPollAt).toBe(first!.nextPollAt + day);
});
