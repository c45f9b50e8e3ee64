import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../../local/gateway/faults.ts';
import type { Twin } from '../../local/twin.ts';
import { functionId } from '../helpers/caravan.ts';
import { hubLinks, startHub } from '../helpers/hub.ts';
import type { TestHub } from '../helpers/hub.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Heard, Receiver } from '../helpers/receiver.ts';
import { Requests } from './requests.ts';

/** A partner's server with its part in the play. */
export type Actor = Receiver & {
  readonly name: string;
  /** What was sent and never arrived. */
  readonly unheard: Heard[];
  /** What its partner does while the next attempt is under way, and what that is answered then. */
  meanwhile: (() => Promise<number>) | undefined;
};

/** What partners' servers heard, in the order in which it came. */
export interface Arrival {
  readonly by: string;
  readonly heard: Heard;
}

/**
 * The servers outside that a life plays with: two publishers, one of whom has a hub, partners who are well, flaky,
 * slow, failing and gone, and a feed program that subscribes.
 */
export interface Cast {
  readonly north: TestPublisher;
  readonly south: TestPublisher;
  readonly receivers: readonly [healthy: Actor, flaky: Actor, slow: Actor, failing: Actor, gone: Actor];
  /** Where the first of them moves to. */
  readonly elsewhere: Actor;
  readonly arrivals: Arrival[];
  /** The hub of the publisher in the north. */
  readonly hub: TestHub;
  /** Subscribes at our own. */
  readonly program: FeedProgram;
  /** What functions ask of them, and the faults that this meets. */
  readonly requests: Requests;
  stop(): Promise<void>;
}

/** Deliver loses its patience after a second. */
const slowMs = 1_100;

export async function startCast(twin: Twin): Promise<Cast> {
  const requests = new Requests();
  const [ingest, deliver, verify, lease] = [
    functionId(twin, 'Ingest'),
    functionId(twin, 'DeliveringDeliver'),
    functionId(twin, 'HubVerify'),
    functionId(twin, 'PushingLease'),
  ];
  /** Cuts the connection, after its caller's death where that is the fault. */
  const cut = async (kind: FaultKind, by: string, response: ServerResponse) => {
    if (kind.startsWith('kill')) await twin.killWorkers(by);
    response.destroy();
  };
  const publish = async (name: string): Promise<TestPublisher> => {
    const publisher = await startPublisher();
    publisher.answer = (response) => {
      const kind = requests.meet(ingest, name);
      return kind === undefined ? false : void cut(kind, ingest, response);
    };
    return publisher;
  };
  const lead = async (): Promise<TestHub> => {
    const hub = await startHub();
    hub.answer = (response) => {
      const kind = requests.meet(lease, 'hub');
      if (kind !== undefined) void cut(kind, lease, response);
      return kind !== undefined;
    };
    return hub;
  };
  const arrivals: Arrival[] = [];
  const act = async (name: string, usual: NonNullable<Receiver['answer']>): Promise<Actor> => {
    const actor: Actor = Object.assign(await startReceiver(), { name, unheard: [], meanwhile: undefined });
    actor.answer = (response, heard) => {
      const kind = requests.meet(deliver, name);
      if (kind?.endsWith('before')) {
        actor.heard.splice(actor.heard.indexOf(heard), 1); // it was never heard
        actor.unheard.push(heard);
      } else arrivals.push({ by: name, heard });
      const { meanwhile } = actor;
      if (kind !== undefined) void cut(kind, deliver, response);
      else if (meanwhile === undefined) usual(response, heard);
      else {
        actor.meanwhile = undefined;
        void meanwhile().then((status) => {
          answer(status)(response);
        });
      }
    };
    return actor;
  };
  const subscribe = async (): Promise<FeedProgram> => {
    const program = await startFeedProgram('a secret of the program');
    program.refuse = (response) => {
      const kind = requests.meet(verify, 'callback');
      if (kind !== undefined) void cut(kind, verify, response);
      return kind !== undefined;
    };
    program.answer = (response, pushed) => {
      const kind = requests.meet(deliver, 'program');
      if (kind === undefined) {
        answer(204)(response);
        return;
      }
      if (kind.endsWith('before')) program.pushed.splice(program.pushed.indexOf(pushed), 1); // it was never heard
      void cut(kind, deliver, response);
    };
    return program;
  };
  const answer = (status: number) => (response: ServerResponse) => {
    response.writeHead(status).end();
  };
  const tries = new Map<string, number>();
  const [north, south, hub, program, elsewhere, ...receivers] = await Promise.all([
    publish('north'),
    publish('south'),
    lead(),
    subscribe(),
    act('elsewhere', answer(204)),
    act('healthy', answer(204)),
    // Each webhook fails once, and the second try, which waits in the queue, as well where it tells of E.
    act('flaky', (response, { id, data }) => {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      answer(tries.get(id)! > (data.title === 'E' ? 2 : 1) ? 204 : 500)(response);
    }),
    act('slow', (response) => {
      setTimeout(answer(204), slowMs, response);
    }),
    act('failing', answer(500)),
    act('gone', answer(410)),
  ]);
  north.head = hubLinks(hub.url, north.url);
  return {
    north,
    south,
    hub,
    receivers,
    elsewhere,
    arrivals,
    program,
    requests,
    async stop() {
      await Promise.all([north, south, hub, program, elsewhere, ...receivers].map((server) => server.stop()));
    },
  };
}
