import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import type { Heard as Webhooked } from '../../helpers/receiver.ts';
import type { Story } from '../model/history.ts';
import { simpleReader } from '../model/reader.ts';
import type { Ask, Reader, Span } from '../model/reader.ts';
import type { Shown } from '../feedReader.ts';
import type { Person } from '../person.ts';
import type { Pulled } from '../puller.ts';
import type { Received } from '../queue.ts';
import type { Stage } from '../stage.ts';
import type { Told } from '../subscribed.ts';
import type { Begun } from './begin.ts';
import type { Desk } from './desk.ts';
import type { Entitled } from './entitled.ts';
import type { Webhook } from '../webhook.ts';
import type { Comments } from '../model/comments.ts';
import type { History, Publisher } from './history.ts';

/** What a reader of digests chose, from a time on; with no topics and no sources, everything. */
export interface Choice {
  readonly fromMs: number;
  readonly topics: readonly string[];
  readonly sources: readonly string[];
}

/** A random life as it stands at its end: for who judges it. */
export interface Played {
  readonly history: History;
  readonly endMs: number;
  /** What happened to each story outside, for the model; `line` is what its item says that is no news. */
  readonly stories: readonly (Story & { readonly by: Publisher; readonly line: string | undefined })[];
  /** The comments under each story, by its guid. */
  readonly comments: Comments;
  readonly sources: Readonly<Record<Publisher, string>>;
  /** A publisher's system, and its editors. */
  readonly desk: Desk;
  /** The first partner, as the operator limits it. */
  readonly entitled: Entitled;
  /** Place in the log before it began. */
  readonly since: number;
  readonly partners: readonly {
    readonly reader: Reader;
    readonly endpoint: Endpoint;
    readonly rates: Webhook['rates'];
    readonly heard: readonly Webhooked[];
    readonly unheard: readonly Webhooked[];
  }[];
  /** What the pull API told, in this order. */
  readonly pulled: readonly { readonly reader: Reader; readonly told: readonly Pulled[] }[];
  readonly queued: { readonly reader: Reader; readonly received: readonly Received[] };
  /** What the hub pushed, in this order. */
  readonly pushed: readonly {
    readonly reader: Reader;
    readonly told: readonly Told[];
    readonly endpoint: Endpoint | undefined;
  }[];
  /** What feeds show in the end, to who asks with the validators of their copy. */
  readonly feeds: readonly { readonly ask: Ask; readonly path: string; readonly shown: readonly Shown[] }[];
  /** The last of them is who signed up. */
  readonly readers: readonly {
    readonly reader: Pick<Subscriber, 'id' | 'address'>;
    readonly choices: readonly Choice[];
    readonly leftAtMs: number | undefined;
  }[];
  readonly person: Pick<Person, 'address' | 'confirmed' | 'signUps'> & { readonly questions: number };
  /** What readers' feeds showed when that was not out, in words. */
  readonly leaks: readonly string[];
  /** All endpoints that were made for it. */
  readonly endpoints: readonly Endpoint[];
}

/** A story with its article's id. */
export type Known = Played['stories'][number] & { readonly id: string };

/** Gathers what everybody was told in a life that is over. @param hubSince when the hub may have told nothing yet */
export async function playedOf(
  stage: Stage,
  begun: Begun,
  known: Pick<Played, 'history' | 'stories' | 'feeds' | 'leaks'>,
  hubSince: readonly (readonly Span[])[],
): Promise<Played> {
  const {
    sources,
    desk,
    comments,
    since,
    partners,
    entitled,
    pullers,
    subscriptions,
    readers,
    companion,
    newcomer,
    queue,
    failed,
  } = begun;
  const { person, leftAtMs } = newcomer;
  const { address, confirmed, signUps, questions } = person;
  const pushed = await Promise.all(
    subscriptions.map(async ({ ask, subscription }, index) => ({
      reader: { ...simpleReader(`the hub for ${JSON.stringify(ask)}`, ask), deaf: hubSince[index]! },
      told: subscription.told,
      endpoint: await subscription.endpoint,
    })),
  );
  return {
    ...known,
    endMs: Date.now(),
    sources,
    desk,
    entitled,
    comments,
    since,
    person: { address, confirmed, signUps, questions: questions.length },
    pulled: [
      ...pullers.map(({ ask, puller }) => ({
        reader: simpleReader(`who pulls ${JSON.stringify(ask)}`, ask),
        told: puller.told,
      })),
      { reader: entitled.reader, told: entitled.puller.told },
    ],
    queued: { reader: simpleReader('the queue', queue.ask), received: queue.queue.received },
    pushed,
    readers: [...readers, companion, { choices: newcomer.choices, reader: person, leftAtMs }],
    partners: partnersOf(stage, begun),
    endpoints: [
      ...partners.map(({ webhook }) => webhook.endpoint),
      failed,
      ...pushed.flatMap(({ endpoint }) => endpoint ?? []),
    ],
  };
}

const partnersOf = (stage: Stage, begun: Begun): Played['partners'] =>
  begun.partners.map(({ name, actor, webhook }, index) => ({
    reader: webhook.readerOf(name),
    endpoint: webhook.endpoint,
    rates: webhook.rates,
    heard: stage.arrivals
      .slice(begun.from)
      .filter(({ by }) => by === name || (index === 0 && by === stage.elsewhere.name))
      .map(({ heard }) => heard),
    unheard: actor.unheard.slice(begun.unheardFrom[index]),
  }));
