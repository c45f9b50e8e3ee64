import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import type { Filter } from '../../modules/articles/filter.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import type { Receiver } from '../helpers/receiver.ts';
import { again } from './again.ts';
import type { Ask, Reader, Span, Within } from './model/reader.ts';

/** More than faults that wait at once, so that a partner comes through in the end. */
const mostTries = 12;
const dayMs = 86_400_000;

/**
 * A partner's webhook, and what its partner does with it by the API; it keeps what it asked for, and when, for the
 * model.
 */
export class Webhook {
  readonly endpoint: Endpoint;
  readonly #caravan: Pick<TestCaravan, 'get'>;
  readonly #key: string;
  readonly #asks: { fromMs: number; ask: Ask }[];
  readonly #deaf: Span[] = [];
  readonly #recoveries: { atMs: number; sinceMs: number }[] = [];
  #disabledMs: number | undefined;
  #ask: Ask;
  /** What its partner may have at all. */
  #within: Within | undefined;
  /** The rates that it has asked for, each from its time on. */
  readonly rates: { readonly fromMs: number; readonly perMinute: number | undefined }[] = [];
  /** Where webhooks go. */
  #url: string;

  constructor(
    caravan: Pick<TestCaravan, 'get'>,
    key: string,
    endpoint: Endpoint,
    { url }: Pick<Receiver, 'url'>,
    ask: Ask,
  ) {
    this.#caravan = caravan;
    this.#key = key;
    this.endpoint = endpoint;
    this.#url = url;
    this.#ask = ask;
    this.#asks = [{ fromMs: -Infinity, ask }];
  }

  /** As the model sees it. */
  readerOf(name: string): Reader {
    return {
      name,
      asks: this.#asks,
      deaf: [...this.#deaf, ...(this.#disabledMs === undefined ? [] : [{ fromMs: this.#disabledMs, toMs: Infinity }])],
      recoveries: this.#recoveries,
    };
  }

  get url(): string {
    return this.#url;
  }

  async ask(ask: Ask): Promise<void> {
    await this.#patch({ filter: filterOf(ask), events: eventsOf(ask) });
    this.#ask = ask;
    this.#asksAnew();
  }

  /** The operator has said what its partner may have, and that holds from now on. */
  limit(within: Within | undefined): void {
    this.#within = within;
    this.#asksAnew();
  }

  #asksAnew(): void {
    this.#asks.push({ fromMs: Date.now(), ask: { ...this.#ask, within: this.#within } });
  }

  /** Asks for no more posts than this in a minute. */
  async pace(perMinute: number | undefined): Promise<void> {
    await this.#patch({ ratePerMinute: perMinute ?? null });
    this.rates.push({ fromMs: Date.now(), perMinute });
  }

  /** Asks for what was delivered last once more. */
  async redeliver(): Promise<void> {
    const list = await this.#read<{ deliveries: { id: string; status: string }[] }>('/deliveries?limit=10');
    const last = list?.deliveries.find(({ status }) => status === 'delivered' || status === 'failed');
    if (last === undefined || this.#disabledMs !== undefined) return;
    // a newer version, or its end, may stand in its place: that is an answer
    await this.#call('POST', `/deliveries/${last.id}/retry`, {}, [409]);
  }

  async moveTo(url: string): Promise<void> {
    this.#url = url;
    await this.#patch({ url });
  }

  async disable(): Promise<void> {
    this.#disabledMs ??= Date.now();
    await this.#patch({ status: 'disabled' });
  }

  async enable(): Promise<void> {
    await this.#patch({ status: 'enabled' });
    if (this.#disabledMs !== undefined) this.#deaf.push({ fromMs: this.#disabledMs, toMs: Date.now() });
    this.#disabledMs = undefined;
  }

  /** Asks for all that it has missed, as far back as that goes. A disabled webhook is refused. */
  async recover(): Promise<void> {
    if (this.#disabledMs !== undefined) return;
    const sinceMs = Date.now() - 13 * dayMs; // it reaches back a fortnight
    await this.#call('POST', '/recover', { since: instant(new Date(sinceMs)) });
    this.#recoveries.push({ atMs: Date.now(), sinceMs });
  }

  readonly #patch = (body: object): Promise<void> => this.#call('PATCH', '', body);

  /** @returns undefined where that came to nothing */
  async #read<T>(path: string): Promise<T | undefined> {
    const response = await this.#caravan.get(`/v1/webhooks/${this.endpoint.id}${path}`, {
      headers: { authorization: `Bearer ${this.#key}` },
    });
    return response.ok ? ((await response.json()) as T) : undefined;
  }

  /** @param refusals statuses that are answers, too */
  async #call(method: string, path: string, body: object, refusals: readonly number[] = []): Promise<void> {
    let refusal = '';
    const ask = async () => {
      const response = await this.#caravan.get(`/v1/webhooks/${this.endpoint.id}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (response.status >= 400 && response.status < 500 && !refusals.includes(response.status))
        refusal = await response.text();
      return response.status < 500;
    };
    if (!(await again(ask, mostTries)) || refusal !== '')
      throw new Error(`${method} of a webhook came to nothing: ${refusal}`);
  }
}

/** A filter as the API takes it. */
export const filterOf = ({ sources, topics, languages, backlog }: Ask): Filter => ({
  ...(sources && { sources: [...sources] }),
  ...(topics && { topics: [...topics] }),
  ...(languages && { languages: [...languages] }),
  ...(backlog === false && { backlog }),
});

/** With comments, whatever of articles is declined. */
export const eventsOf = ({ declines = [] }: Ask): Endpoint['events'] => [
  ...(['published', 'updated', 'withdrawn'] as const)
    .filter((type) => !declines.includes(type))
    .map((type) => `article.${type}` as const),
  'comment.approved',
  'comment.withdrawn',
];
