import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { left } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { History } from './history.ts';
import { Lost } from './lost.ts';
import { play } from './play.ts';
import { judge } from './promises.ts';

/** Where random lives are played: on one stage after the other, as what a broken life leaves behind would spoil the next. */
export class Theatre {
  readonly time = new SimulatedTime();
  #open: Promise<{ stage: Stage; lost: Lost }> | undefined;

  /** Plays a history. @returns what of the promise it broke; none where all was kept */
  async perform(history: History): Promise<Breach[]> {
    const { stage, lost } = await (this.#open ??= open(this.time));
    try {
      const played = await play(stage, lost, history);
      const breaches = [...(await judge(stage, played)), ...stage.caravan.twin.refusals.map(({ function: name, action }) => left(`${name} may not ${action}`))];
      if (breaches.length > 0) await this.close();
      else await clear(stage, played);
      return breaches;
    } catch (error) {
      await this.close();
      return [left(error instanceof Error ? (error.stack ?? error.message) : String(error))]; // such as a twin that never gets quiet
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

async function clear(stage: Stage, { sources, partners, subscribed, readers }: Awaited<ReturnType<typeof play>>): Promise<void> {
  const { twin, sqs } = stage.caravan;
  await stage.clear({ sources: Object.values(sources), endpoints: [...partners.map(({ endpoint }) => endpoint), ...(subscribed ? [subscribed] : [])], readers: readers.map(({ reader }) => reader) });
  for (const { id, ref } of twin.stack.ofType('AWS::SQS::Queue')) if (twin.depth(id).visible > 0) await sqs.send(new PurgeQueueCommand({ QueueUrl: ref }));
}
