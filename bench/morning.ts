import { chunks } from '../platform/dynamodb/batches.ts';
import { epochSeconds, plusSeconds } from '../platform/values/time.ts';
import { startCaravan } from '../test/helpers/caravan.ts';
import { builtFunctions } from './builtFunctions.ts';
import { madeChoices, madeReaders } from './madeReaders.ts';
import { startMadePublisher } from './madePublisher.ts';

export interface MorningFigures {
  readonly readers: number;
  readonly choices: number;
  readonly articles: number;
  readonly mails: number;
  readonly seconds: number;
  readonly dollars: number;
  /** What of the bill is SES's own price of a mail. */
  readonly sesShare: number;
  readonly calls: readonly {
    readonly caller: string;
    readonly service: string;
    readonly operation: string;
    readonly calls: number;
    readonly readUnits: number;
    readonly writeUnits: number;
    readonly dollars: number;
  }[];
}

const readerCount = 10_000;
const polls = 6;
const storiesAPoll = 50;

/**
 * Ten thousand readers of twenty choices are due in the same minute, through the twin: all that it takes, and what it
 * costs.
 */
export async function measureMorning(): Promise<MorningFigures> {
  const [caravan, publisher] = await Promise.all([
    startCaravan({ mail: { maxSendRate: 1_000, max24HourSend: 1_000_000 } }),
    startMadePublisher(),
  ]);
  try {
    await caravan.add('measured', publisher.url);
    for (let poll = 1; poll < polls; poll++) {
      for (let story = 0; story < storiesAPoll; story++) publisher.publish();
      await caravan.poll('measured');
    }
    const key = await caravan.readerKey();
    const readers = madeReaders(readerCount, plusSeconds(epochSeconds(new Date()), -5), (address) => key.idOf(address));
    for (const some of chunks(readers, 100))
      await Promise.all(some.map((reader) => caravan.subscribers.put(reader, undefined)));

    const mailed = new Map<string, number>();
    caravan.twin.events.on('mail', ({ to }) => {
      for (const address of to) mailed.set(address, (mailed.get(address) ?? 0) + 1);
    });
    const before = caravan.twin.meter.snapshot();
    const started = performance.now();
    await caravan.twin.fire('all');
    await caravan.twin.idle(600_000);
    const seconds = (performance.now() - started) / 1_000;
    const had = Map.groupBy(readers, ({ address }) => mailed.get(address) ?? 0);
    if (had.get(1)?.length !== readerCount) {
      const others = [...had]
        .filter(([mails]) => mails !== 1)
        .map(([mails, of]) => `${of.length} had ${mails} (such as ${of[0]!.id})`);
      throw new Error(`Not every reader had one digest: ${others.join(', ')}.`);
    }

    const names = new Map(builtFunctions(caravan.twin.stack).map(({ name, settings }) => [settings.id, name]));
    const lines = caravan.twin.meter.since(before).lines.filter((line) => line.function !== 'operator');
    const dollars = lines.reduce((sum, line) => sum + line.dollars, 0);
    const ses = lines.filter(({ operation }) => operation === 'SendEmail').reduce((sum, line) => sum + line.dollars, 0);
    return {
      readers: readerCount,
      choices: madeChoices.length,
      articles: polls * storiesAPoll,
      mails: mailed.size,
      seconds,
      dollars,
      sesShare: ses / dollars,
      calls: lines
        .map(({ function: caller, ...line }) => ({ ...line, caller: names.get(caller) ?? caller }))
        .toSorted((one, other) => other.dollars - one.dollars),
    };
  } finally {
    await Promise.all([caravan.stop(), publisher.stop()]);
  }
}
