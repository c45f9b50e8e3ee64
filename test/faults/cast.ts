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

/** A webhook that a partner's server heard. */
export interface Arrival {
  readonly by: string;
  readonly heard: Heard;
}

/**
 * The servers outside that a life plays with: three publishers, one of whom has a hub, partners who are well, flaky,
 * slow, failing and gone, and a feed program that subscribes.
 */
export interface Cast {
  readonly north: TestPublisher;
  readonly south: TestPublisher;
  /** One whose server never fails. */
  readonly east: TestPublisher;
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

/** Lets a request to a server meet the fault that waits for it. @returns that fault: its request has no answer */
type Meet = (server: string, response: ServerResponse) => FaultKind | undefined;

export async function startCast(twin: Twin): Promise<Cast> {
  const requests = new Requests();
  /** Cuts the connection, after its caller's death where that is the fault. */
  const asked = (caller: string): Meet => {
    const by = functionId(twin, caller);
    const cut = async (kind: FaultKind, response: ServerResponse) => {
      if (kind.startsWith('kill')) await twin.killWorkers(by);
      response.destroy();
    };
    return (server, response) => {
      const kind = requests.meet(by, server);
      if (kind !== undefined) void cut(kind, response);
      return kind;
    };
  };
  const [byIngest, byDeliver] = [asked('Ingest'), asked('DeliveringDeliver')];
  const arrivals: Arrival[] = [];
  const act = (name: string, usual: Usual) => actorOf(name, usual, byDeliver, arrivals);
  const [north, south, east, hub, program, elsewhere, ...receivers] = await Promise.all([
    publisherOf('north', byIngest),
    publisherOf('south', byIngest),
    startPublisher(),
    hubWith(asked('PushingLease')),
    programWith(asked('HubVerify'), byDeliver),
    act('elsewhere', answer(204)),
    act('healthy', answer(204)),
    act('flaky', failingAtFirst()),
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
    east,
    hub,
    receivers,
    elsewhere,
    arrivals,
    program,
    requests,
    async stop() {
      await Promise.all([north, south, east, hub, program, elsewhere, ...receivers].map((server) => server.stop()));
    },
  };
}

/** How a partner's server answers a webhook where nothing goes wrong on its way. */
type Usual = NonNullable<Receiver['answer']>;

const answer = (status: number) => (response: ServerResponse) => {
  response.writeHead(status).end();
};

/** Each webhook fails once, and the second try, which waits in the queue, as well where it tells of E. */
function failingAtFirst(): Usual {
  const tries = new Map<string, number>();
  return (response, { id, data }) => {
    tries.set(id, (tries.get(id) ?? 0) + 1);
    answer(tries.get(id)! > (data.title === 'E' ? 2 : 1) ? 204 : 500)(response);
  };
}

async function publisherOf(name: string, meet: Meet): Promise<TestPublisher> {
  const publisher = await startPublisher();
  publisher.answer = (response) => (meet(name, response) === undefined ? false : undefined);
  return publisher;
}

async function hubWith(meet: Meet): Promise<TestHub> {
  const hub = await startHub();
  hub.answer = (response) => meet('hub', response) !== undefined;
  return hub;
}

async function programWith(meetVerification: Meet, meetPush: Meet): Promise<FeedProgram> {
  const program = await startFeedProgram('a secret of the program');
  program.refuse = (response) => meetVerification('callback', response) !== undefined;
  program.answer = (response, pushed) => {
    const kind = meetPush('program', response);
    if (kind === undefined) answer(204)(response);
    else if (kind.endsWith('before')) program.pushed.splice(program.pushed.indexOf(pushed), 1); // it was never heard
  };
  return program;
}

/** @param arrivals where it enters what arrives */
async function actorOf(name: string, usual: Usual, meet: Meet, arrivals: Arrival[]): Promise<Actor> {
  const actor: Actor = Object.assign(await startReceiver(), { name, unheard: [], meanwhile: undefined });
  actor.answer = (response, heard) => {
    const kind = meet(name, response);
    if (kind?.endsWith('before')) {
      actor.heard.splice(actor.heard.indexOf(heard), 1); // it was never heard
      actor.unheard.push(heard);
    } else arrivals.push({ by: name, heard });
    if (kind !== undefined) return;
    const { meanwhile } = actor;
    if (meanwhile === undefined) {
      usual(response, heard);
      return;
    }
    actor.meanwhile = undefined;
    void meanwhile().then((status) => {
      answer(status)(response);
    });
  };
  return actor;
}
