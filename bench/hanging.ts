import type { ServerResponse } from 'node:http';
import { startCaravan } from '../test/helpers/caravan.ts';
import type { TestCaravan } from '../test/helpers/caravan.ts';
import { deliveryTools } from '../test/helpers/partner.ts';
import { startReceiver } from '../test/helpers/receiver.ts';
import type { Receiver } from '../test/helpers/receiver.ts';
import { inTurn, median } from './inTurn.ts';
import { startMadePublisher } from './madePublisher.ts';

export interface HangingFigures {
  readonly endpoints: number;
  readonly articles: number;
  /** From the poll that finds an article to its delivery, of the endpoints that answer. */
  readonly allAnswer: Delay;
  readonly oneHangs: Delay;
}
export interface Delay {
  readonly medianMs: number;
  readonly worstMs: number;
}

const others = 49;
const articles = 6;
const rounds = 5;
const sourceId = 'measured';

/** How long deliveries to 49 endpoints take through the twin, by turns: while a 50th answers, and while it hangs. */
export async function measureHanging(): Promise<HangingFigures> {
  const [caravan, publisher, steady, fiftieth] = await Promise.all([
    startCaravan(),
    startMadePublisher(),
    startReceiver(),
    startReceiver(),
  ]);
  try {
    await caravan.add(sourceId, publisher.url);
    const tools = await deliveryTools(caravan);
    await tools.connect(fiftieth);
    for (let count = 0; count < others; count++) await tools.connect(steady);
    const publish = () => {
      for (let count = 0; count < articles; count++) publisher.publish();
    };
    const [answering = [], hanging = []] = await inTurn(rounds, [
      () => delaysOf(caravan, steady, publish),
      async () => {
        const held: ServerResponse[] = [];
        fiftieth.answer = (response) => held.push(response);
        try {
          return await delaysOf(caravan, steady, publish, () => {
            fiftieth.answer = undefined;
            for (const response of held) response.writeHead(204).end();
          });
        } finally {
          fiftieth.answer = undefined;
        }
      },
    ]);
    return { endpoints: others + 1, articles, allAnswer: delayOf(answering.flat()), oneHangs: delayOf(hanging.flat()) };
  } finally {
    await Promise.all([caravan.stop(), publisher.stop(), steady.stop(), fiftieth.stop()]);
  }
}

/** @param heard done as soon as the 49 have heard of everything */
async function delaysOf(
  caravan: TestCaravan,
  steady: Receiver,
  publish: () => void,
  heard: () => void = () => undefined,
): Promise<number[]> {
  const before = steady.heard.length;
  publish();
  const asked = Date.now();
  const polled = caravan.poll(sourceId);
  await steady.hears(before + articles * others, 14_000); // a hanging post ends after 15 s
  heard();
  await polled;
  return steady.heard.slice(before).map(({ atMs }) => atMs - asked);
}

const delayOf = (delays: readonly number[]): Delay => ({ medianMs: median(delays), worstMs: Math.max(...delays) });
