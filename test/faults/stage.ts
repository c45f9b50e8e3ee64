import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ServerResponse } from 'node:http';
import { logKey } from '../../functions/shared/aws/articleKeys.ts';
import { pollNow } from '../../functions/shared/aws/pollNow.ts';
import type { Endpoint } from '../../functions/shared/domain/endpoint.ts';
import { newSource } from '../../functions/shared/domain/newSource.ts';
import type { Subscriber } from '../../functions/shared/domain/subscriber.ts';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { functionId, startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';
import { Requests } from './requests.ts';

/** A partner's server with its part in the play. */
export type Actor = Receiver & { readonly name: string };

/** A twin with everybody who takes part in a life, for as many lives as one likes. */
export interface Stage {
  readonly caravan: TestCaravan;
  readonly publishers: Readonly<Record<'north' | 'south', TestPublisher>>;
  /** Healthy, flaky (each webhook fails at first), filtered, gone. */
  readonly receivers: readonly [Actor, Actor, Actor, Actor];
  readonly requests: Requests;
  readonly tools: DeliveryTools;
  readonly digests: DigestTools;
  addSources(sources: readonly (readonly [id: string, url: string])[]): Promise<void>;
  pollNow(ids: readonly string[]): Promise<void>;
  /** Lets two minutes pass for the log, so that a number which a dead worker drew is waited for no more. */
  letLogSettle(): Promise<void>;
  /** Lets every schedule run once, and all that follows. */
  tick(): Promise<void>;
  /** Lets the times of all retries come, until nothing is left to try. */
  settle(endpoints: readonly Endpoint[]): Promise<void>;
  /** Lets ten minutes pass for what SES may have, and asks again, as the schedule would. */
  letDigestsPass(readers: readonly Subscriber[]): Promise<void>;
  /** Dead-letter queues that hold something. */
  readonly deadLetters: () => string[];
  /** Takes the run's endpoints, sources and readers away, so that the next run meets none of them. */
  clear(endpoints: readonly Endpoint[], sources: readonly string[], readers: readonly Subscriber[]): Promise<void>;
  stop(): Promise<void>;
}

const settlings = 2;

export async function openStage(): Promise<Stage> {
  const [caravan, north, south] = await Promise.all([startCaravan({ mail: { maxSendRate: 500 } }), startPublisher(), startPublisher()]);
  const [tools, digests] = [await deliveryTools(caravan), digestTools(caravan)];
  const { twin, sources, polls, endpoints: endpointsTable, subscribers } = caravan;
  const requests = new Requests();
  let settledTo = 0;
  const [ingest, deliver] = [functionId(twin, 'Ingest'), functionId(twin, 'DeliveringDeliver')];
  /** Cuts the connection, after its caller's death where that is the fault. */
  const cut = async (kind: FaultKind, by: string, response: ServerResponse) => {
    if (kind.startsWith('kill')) await twin.killWorkers(by);
    response.destroy();
  };
  for (const [name, publisher] of Object.entries({ north, south })) {
    publisher.answer = (response) => {
      const kind = requests.meet(ingest, name);
      return kind === undefined ? false : void cut(kind, ingest, response);
    };
  }
  const act = async (name: string, usual: NonNullable<Receiver['answer']> = (response) => { response.writeHead(204).end(); }): Promise<Actor> => {
    const actor = Object.assign(await startReceiver(), { name });
    actor.answer = (response, heard) => {
      const kind = requests.meet(deliver, name);
      if (kind === undefined) { usual(response, heard); return; }
      if (kind.endsWith('before')) actor.heard.splice(actor.heard.indexOf(heard), 1); // it was never heard
      void cut(kind, deliver, response);
    };
    return actor;
  };
  const tried = new Set<string>();
  const receivers: Stage['receivers'] = [
    await act('healthy'),
    await act('flaky', (response, { id }) => { response.writeHead(tried.has(id) ? 204 : 500).end(); tried.add(id); }),
    await act('filtered'),
    await act('gone', (response) => { response.writeHead(410).end(); }),
  ];
  /** The time of the next try comes, for a publisher that could not be reached. */
  const pollWhereFailed = async (ids: readonly string[]) => {
    for (const id of ids) {
      const source = await sources.get(id);
      if (source !== undefined && source.failures > 0) await pollNow(source, sources, polls, new Date());
    }
    await twin.idle();
  };
  return {
    caravan, publishers: { north, south }, receivers, requests, tools, digests,
    async addSources(wanted) {
      for (const [id, url] of wanted) {
        const source = newSource({ id, name: id, url }, new Date());
        await sources.add(source);
        await polls.ask([source]);
      }
      await twin.idle();
      await pollWhereFailed(wanted.map(([id]) => id));
    },
    async pollNow(ids) {
      for (const id of ids) await pollNow((await sources.get(id))!, sources, polls, new Date());
      await twin.idle();
      await pollWhereFailed(ids);
    },
    async letLogSettle() {
      const { entries } = await caravan.log.readUnsettled(settledTo, 1_000);
      const TableName = caravan.tableNames.articles;
      await Promise.all(entries.map(({ seq, loggedAt }) =>
        caravan.documents.send(new UpdateCommand({ TableName, Key: logKey(seq), UpdateExpression: 'SET loggedAt = :then', ExpressionAttributeValues: { ':then': loggedAt - 120 } }))));
      settledTo = entries.at(-1)?.seq ?? settledTo;
    },
    async tick() {
      await twin.fire('all');
      await twin.idle();
    },
    async settle(endpoints) {
      for (let round = 0; round < settlings; round++) for (const endpoint of endpoints) if ((await tools.rowsOf(endpoint)).some(({ status }) => status === 'pending')) await tools.retryNow(endpoint);
    },
    async letDigestsPass(readers) {
      for (let round = 0; round < settlings; round++) {
        for (const reader of readers) await digests.letPass(reader);
        for (const reader of readers) await digests.askAgain(reader);
      }
    },
    deadLetters: () => twin.stack.ofType('AWS::SQS::Queue').filter(({ id }) => id.includes('DeadLetters') && twin.depth(id).visible + twin.depth(id).inFlight > 0).map(({ id }) => id),
    async clear(endpoints, sourceIds, readers) {
      for (const { partnerId, id } of endpoints) await endpointsTable.remove(partnerId, id);
      for (const id of sourceIds) await sources.remove(id);
      for (const { id } of readers) await subscribers.remove(id);
    },
    async stop() {
      await Promise.all([caravan.stop(), north.stop(), south.stop(), ...receivers.map((receiver) => receiver.stop())]);
    },
  };
}
