import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { left, nothingIn } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { History } from './history.ts';
import { Lost } from './lost.ts';
import { play } from './play.ts';
import { judge } from './promises.ts';

export interface Outcome {
  /** What of the promise it broke; none where all was kept. */
  readonly breaches: readonly Breach[];
  /** Why it came to nothing, where it did: it proves nothing then. */
  readonly nothing?: string;
}

/**
 * Where random lives are played: on one stage after the other, as what a broken life leaves behind would spoil the
 * next.
 */
export class Theatre {
  readonly time = new SimulatedTime();
  #open: Promise<{ stage: Stage; lost: Lost }> | undefined;

  /** Plays a history, and judges it. */
  async perform(history: History): Promise<Outcome> {
    const { stage, lost } = await (this.#open ??= open(this.time));
    try {
      const played = await play(stage, lost, history);
      const breaches = [
        ...(await judge(stage, played)),
        ...stage.caravan.twin.refusals.map(({ function: name, action }) => left(`${name} may not ${action}`)),
      ];
      if (breaches.length > 0) await this.close();
      else await clear(stage, played);
      return { breaches };
    } catch (error) {
      await this.close();
      const words = nothingIn(error);
      return words === undefined
        ? { breaches: [left(error instanceof Error ? (error.stack ?? error.message) : String(error))] }
        : { breaches: [], nothing: words };
    }
  }

  async close(): Promise<void> {
    const opened = this.#open;
    this.#open = undefined;
    await (await opened)?.stage.stop();
  }
}

async function open(time: SimulatedTime): Promise<{ stage: Stage; lost: Lost }> {
  const lost = new Lost();
  return { lost, stage: await openStage(time, lost.losses) };
}

async function clear(
  stage: Stage,
  { sources, endpoints, readers, desk }: Awaited<ReturnType<typeof play>>,
): Promise<void> {
  const { twin, sqs } = stage.caravan;
  await desk.close();
  await stage.clear({ sources: Object.values(sources), endpoints, readers: readers.map(({ reader }) => reader) });
  for (const { id, ref } of twin.stack.ofType('AWS::SQS::Queue'))
    if (twin.depth(id).visible > 0) await sqs.send(new PurgeQueueCommand({ QueueUrl: ref }));
}
