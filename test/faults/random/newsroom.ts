import type { TestPublisher } from '../../helpers/publisher.ts';
import type { Embargo, Said, Statement } from '../model/facts.ts';
import type { Step } from './history.ts';

type Write = Omit<Extract<Step, { do: 'write' }>, 'do' | 'by' | 'story'>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer than the stage keeps what does not change, and shorter than a season. */
const seasonMs = 40 * dayMs;
/** Longer than a season. */
const longMs = 60 * dayMs;
/** A time without a zone may be as late as at 12 hours west of Greenwich. */
const furthestWestMs = 12 * hourMs;
const unreadable = ['tomorrow', '24/12/2026 09:00', '24 December 2026, 9am', '2026-12-24T25:00:00Z'];

/** What a publisher has written so far, and its feed, which tells of it. */
export class Newsroom {
  readonly #publisher: TestPublisher;
  readonly #name: string;
  readonly #topics: readonly string[];
  readonly #stories = new Map<string, Statement[]>();
  #others = 0;

  /** @param topics slugs, of which a story has the first, the second, both, or none */
  constructor(publisher: TestPublisher, name: string, topics: readonly string[]) {
    this.#publisher = publisher;
    this.#name = name;
    this.#topics = topics;
    this.#print();
  }

  /** All that was said of each story, by its guid. */
  get stories(): ReadonlyMap<string, readonly Statement[]> {
    return this.#stories;
  }

  guidOf(number: number): string {
    return `${this.#name}-${number}`;
  }

  #pageOf(guid: string): string {
    return new URL(`/pages/${guid}`, this.#publisher.url).href;
  }

  write(number: number, { topics, language, embargo = 'keep', expires = 'keep', dated = 'none' }: Write): void {
    const before = this.#lastSaid(this.guidOf(number));
    const nowMs = Math.ceil(Date.now() / 1_000) * 1_000;
    const told = (this.#stories.get(this.guidOf(number)) ?? []).filter(({ says }) => says !== 'tombstone').length;
    this.#say(number, {
      title: `Story ${this.guidOf(number)} as told ${told + 1}.`,
      topics:
        topics === undefined
          ? (before?.topics ?? this.#topics.slice(0, 1))
          : this.#topics.filter((_, index) => (topics & (index + 1)) > 0),
      language: languageOf(language, before?.language),
      embargo: embargo === 'keep' ? before?.embargo : embargoOf(embargo, nowMs, told),
      expiresMs:
        expires === 'keep'
          ? before?.expiresMs
          : { none: undefined, hours: nowMs + 2 * hourMs, season: nowMs + longMs }[expires],
      publishedMs: before
        ? before.publishedMs
        : { none: undefined, now: nowMs - 60_000, old: nowMs - 3 * dayMs }[dated],
    });
  }

  /** @param amid how many others it takes back from now on, of which nobody has heard */
  withdraw(number: number, amid = this.#others): void {
    this.#others = amid;
    if (this.#stories.has(this.guidOf(number))) this.#say(number, 'tombstone');
  }

  #say(number: number, says: Statement['says']): void {
    const guid = this.guidOf(number);
    this.#stories.set(guid, [...(this.#stories.get(guid) ?? []), { atMs: Date.now(), says }]);
    this.#print();
  }

  #lastSaid(guid: string): Said | undefined {
    return this.#stories
      .get(guid)
      ?.map(({ says }) => says)
      .findLast((says) => says !== 'tombstone');
  }

  #print(): void {
    const last = [...this.#stories].map(([guid, statements]) => ({ guid, says: statements.at(-1)!.says }));
    this.#publisher.items = last.flatMap(({ guid, says }) =>
      says === 'tombstone'
        ? []
        : [{ guid, title: says.title, link: this.#pageOf(guid), extra: extraOf(says, this.#pageOf(guid)) }],
    );
    this.#publisher.withdrawn = [
      ...Array.from({ length: this.#others }, (_, index) => `${this.#name}-other-${index}`),
      ...last.filter(({ says }) => says === 'tombstone').map(({ guid }) => guid),
    ];
  }
}

/** @param before what was said of it so far, which stands where nothing is written */
function languageOf(written: Write['language'], before: string | undefined): string | undefined {
  if (written === undefined) return before;
  return written === 'none' ? undefined : written;
}

function embargoOf(
  kind: 'none' | 'hours' | 'season' | 'unreadable' | 'zoneless',
  nowMs: number,
  told: number,
): Embargo | undefined {
  const at = (ms: number) => new Date(ms).toISOString();
  const inHoursMs = nowMs + 1.5 * hourMs;
  switch (kind) {
    case 'none':
      return undefined;
    case 'hours':
      return { words: at(inHoursMs), untilMs: inHoursMs };
    case 'season':
      return { words: at(nowMs + seasonMs), untilMs: nowMs + seasonMs };
    case 'unreadable':
      return { words: unreadable[told % unreadable.length]!, untilMs: Infinity };
    case 'zoneless':
      return { words: at(inHoursMs).slice(0, 19), untilMs: inHoursMs + furthestWestMs };
  }
}

/** What an item says besides its title: what noise is made of, and less than its page. */
const extraOf = ({ topics, language, embargo, expiresMs, publishedMs }: Said, page: string): string =>
  [
    `<content:encoded><![CDATA[<p>In short.</p><img src="${page}-300x200.jpg">]]></content:encoded>`,
    `<enclosure url="${page}.mp3" type="audio/mpeg" length="1"/>`,
    ...topics.map((topic) => `<category>${topic}</category>`),
    language === undefined ? '' : `<language>${language}</language>`,
    embargo === undefined ? '' : `<prism:embargoDate>${embargo.words}</prism:embargoDate>`,
    expiresMs === undefined ? '' : `<prism:expirationDate>${new Date(expiresMs).toISOString()}</prism:expirationDate>`,
    publishedMs === undefined ? '' : `<pubDate>${new Date(publishedMs).toUTCString()}</pubDate>`,
  ].join('');
