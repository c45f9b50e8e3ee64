/** A story as a publisher has it, made up for measuring. */
export interface MadeStory {
  readonly guid: string;
  readonly title: string;
  readonly url: string;
  readonly summary: string;
  readonly html: string;
  readonly author: string;
  readonly topics: readonly string[];
  readonly published: Date;
}

const words = (
  'trade port talks minister harvest rail ferry bridge market border river grain energy court school harbour ' +
  'budget summit delegation exporters ' +
  'growers city council tariff agreement ties visit record quarter winter spring island coast north southern ' +
  'joint public regional annual early ' +
  'restore open sign delay build plan expect raise cut share welcome reach after before between under with from ' +
  'over since while this new its two'
).split(' ');
export const madeTopics = [
  'Trade',
  'Transport',
  'Energy',
  'Diplomacy',
  'Agriculture',
  'Courts',
  'Science & Technology',
  'Culture',
];
const epoch = Date.UTC(2026, 0, 5, 6);
const minuteMs = 60_000;

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The story of a number: the same each time.
 * @param bytes of HTML, about
 */
export function madeStory(number: number, bytes: number): MadeStory {
  const next = numbersFrom(number + 1);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)]!;
  const sentence = (length: number): string => {
    const text = Array.from({ length }, () => pick(words)).join(' ');
    return text[0]!.toUpperCase() + text.slice(1);
  };
  const url = `https://news.example/world/story-${number}`;
  const picture =
    `<figure><img src="/images/${number}.jpg" width="1200" height="675" alt="${sentence(5)}"><figcaption>` +
    `${sentence(8)}</figcaption></figure>`;
  let html = `<p class="lead">${sentence(16)}.</p>${picture}`;
  while (html.length < bytes) {
    html +=
      `<p>${sentence(14)}, &ldquo;${sentence(9)}&rdquo; said the <a ` +
      `href="../people/${Math.floor(next() * 900)}?utm_source=feed" onclick="track()">${pick(words)} ` +
      `${pick(words)}</a>. <em>${sentence(6)}</em> &amp; ${sentence(12)}.</p>`;
  }
  return {
    guid: `story-${number}`,
    title: `${sentence(7)} & ${pick(words)}`,
    url,
    summary: `${sentence(22)}.`,
    html,
    author: `${pick(words)} ${pick(words)}`,
    topics: [number, number + 3, number + 5].map((at) => madeTopics[at % madeTopics.length]!),
    published: new Date(epoch + number * 17 * minuteMs),
  };
}

/** Stories by number, the newest first. */
export const madeStories = (count: number, bytes: number): MadeStory[] =>
  Array.from({ length: count }, (_, index) => madeStory(count - index, bytes));
