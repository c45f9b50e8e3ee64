import type { ServerResponse } from 'node:http';
import type { TestPublisher } from '../../helpers/publisher.ts';
import type { Step } from './history.ts';

/** A story as its publisher last told it. */
export interface Story {
  readonly guid: string;
  readonly title: string;
  readonly withdrawn: boolean;
  readonly embargoUntilMs: number | undefined;
  /** Every title that it ever had. */
  readonly titles: readonly string[];
}

const embargoMs = 90 * 60_000;

/** What a publisher has written so far, and its feed, which tells of it. */
export class Newsroom {
  readonly #publisher: TestPublisher;
  readonly #name: string;
  readonly #stories = new Map<string, Story>();

  constructor(publisher: TestPublisher, name: string) {
    this.#publisher = publisher;
    this.#name = name;
    this.#print();
  }

  get stories(): readonly Story[] {
    return [...this.#stories.values()];
  }

  /** Writes a story or corrects it; what was withdrawn stays so. */
  write(number: number, embargoed: boolean): void {
    const guid = `${this.#name}-${number}`;
    const before = this.#stories.get(guid);
    if (before?.withdrawn) return;
    const titles = [...(before?.titles ?? []), `Story ${guid} as told ${(before?.titles.length ?? 0) + 1}.`];
    const embargoUntilMs = before ? before.embargoUntilMs : embargoed ? Math.ceil((Date.now() + embargoMs) / 1_000) * 1_000 : undefined;
    this.#stories.set(guid, { guid, title: titles.at(-1)!, withdrawn: false, embargoUntilMs, titles });
    this.#print();
  }

  withdraw(number: number): void {
    const story = this.#stories.get(`${this.#name}-${number}`);
    if (story) this.#stories.set(story.guid, { ...story, withdrawn: true });
    this.#print();
  }

  #print(): void {
    this.#publisher.items = this.stories.filter(({ withdrawn }) => !withdrawn).map(({ guid, title, embargoUntilMs }) => ({
      guid, title, ...(embargoUntilMs !== undefined && { extra: `<prism:embargoDate>${new Date(embargoUntilMs).toISOString()}</prism:embargoDate>` }),
    }));
    this.#publisher.withdrawn = this.stories.filter(({ withdrawn }) => withdrawn).map(({ guid }) => guid);
  }
}

/** An answer that is of no use to anybody. */
export function useless(response: ServerResponse, answer: Extract<Step, { do: 'flap' }>['answer']): void {
  if (answer === 'cut') response.destroy();
  else if (answer === 'nonsense') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end('<html><title>Bad gateway</title>');
  else if (answer === 'empty') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end();
  else response.writeHead(answer, answer === 429 || answer === 503 ? { 'retry-after': '120' } : {}).end();
}
