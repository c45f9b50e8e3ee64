import { hubOwner } from '../../modules/websub/hub/owner.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';

/** What a push said of an article: its title and version, or that it has been withdrawn. */
export interface Told {
  /** The push's. */
  readonly id: string;
  /** The article's, as feeds have it. */
  readonly urn: string;
  readonly title: string | undefined;
  readonly version: number | undefined;
  readonly atMs: number;
}

interface Item {
  readonly id: string;
  readonly title?: string;
  readonly _caravan: { readonly version?: number; readonly withdrawn?: boolean };
}

type List = { readonly kind: 'all' } | { readonly kind: 'topic'; readonly slug: string };

/** The path of a list's feed in JSON. */
export const feedOf = (list: List): string =>
  list.kind === 'all' ? '/feeds/all.json' : `/feeds/topics/${list.slug}.json`;

/** A feed program's subscription to a feed, for one life: each has a callback of its own. */
export class Subscribed {
  readonly #caravan: Pick<TestCaravan, 'get' | 'twin' | 'endpoints'>;
  readonly #program: FeedProgram;
  readonly #pass: (minutes: number) => Promise<void>;
  readonly #list: List;
  readonly #topic: string;
  readonly #callback: string;
  readonly #from: number;

  /**
   * @param name of the life
   * @param list whose feed it is
   * @param pass lets minutes pass, for messages whose worker died to come again
   */
  constructor(
    caravan: Pick<TestCaravan, 'get' | 'twin' | 'endpoints'>,
    program: FeedProgram,
    name: string,
    list: List,
    pass: (minutes: number) => Promise<void>,
  ) {
    this.#caravan = caravan;
    this.#program = program;
    this.#pass = pass;
    this.#list = list;
    this.#topic = `${caravan.twin.url}${feedOf(list)}`;
    this.#from = program.pushed.length;
    this.#callback = `${program.callback}&life=${name}`;
  }

  /** @returns false where the hub did not answer, or never asked whether it is meant: it is asked again */
  async ask(mode: 'subscribe' | 'unsubscribe'): Promise<boolean> {
    const confirmed = this.#program.confirmed;
    const body = new URLSearchParams({
      'hub.mode': mode,
      'hub.callback': this.#callback,
      'hub.topic': this.#topic,
      'hub.secret': this.#program.secret ?? '',
    });
    const { status } = await this.#caravan.get('/hub', { method: 'POST', body });
    if (status !== 202) return false;
    await this.#pass(15);
    return this.#program.confirmed > confirmed;
  }

  /** Its row; undefined where it is not subscribed. */
  get endpoint(): Promise<Endpoint | undefined> {
    const { partnerId, id } = hubOwner(this.#callback, { list: this.#list, format: 'json' });
    return this.#caravan.endpoints.get(partnerId, id);
  }

  /** What was pushed since, in this order. */
  get told(): Told[] {
    return this.#program.pushed
      .slice(this.#from)
      .filter(({ link }) => link.includes(`<${this.#topic}>`))
      .flatMap(({ id, atMs, body }) =>
        (JSON.parse(body) as { items: Item[] }).items.map(({ id: urn, title, _caravan: { version, withdrawn } }) => ({
          id,
          urn,
          version,
          title: withdrawn === true ? undefined : title,
          atMs,
        })),
      );
  }
}
