/**
 * Reads documents with several readers by turns, in a process that has done nothing before. Plain JavaScript, so that
 * no compiler of TypeScript is in its time and memory.
 *
 * Its argument is JSON: `caravan`, the address of a bundle of readFeed.ts; `readers`, names; `rounds`; `files`.
 * It prints JSON: for each reader the CPU of each round in milliseconds, and how many documents it refuses; and the
 * most memory that the process ever had.
 */
import { readFileSync } from 'node:fs';

const makers = {
  async Caravan() {
    const { readFeed } = await import(caravan);
    return (body) => readFeed({ body, url: 'https://news.example/feed' });
  },
  async 'rss-parser'() {
    const { default: RssParser } = await import('rss-parser');
    return (body) => new RssParser().parseString(body.toString());
  },
  async feedsmith() {
    const { parseFeed } = await import('feedsmith');
    return (body) => parseFeed(body.toString());
  },
  /** The least that is called reading: each tag and each text is told. */
  async htmlparser2() {
    const { Parser } = await import('htmlparser2');
    return (body) => {
      let told = 0;
      const count = () => (told += 1);
      new Parser({ onopentag: count, ontext: count, onclosetag: count }, { xmlMode: true }).end(body.toString());
      if (told === 0) throw new Error('Nothing in it is markup.');
    };
  },
};

const { caravan, readers, rounds, files } = JSON.parse(process.argv[2]);
const bodies = files.map((file) => readFileSync(file));
const figures = [];
for (const name of readers) figures.push({ name, read: await makers[name](), cpuMs: [], refused: 0 });

for (let round = 0; round < rounds; round++) {
  for (const reader of figures) {
    reader.refused = 0;
    const before = process.cpuUsage();
    for (const body of bodies) {
      try {
        await reader.read(body);
      } catch {
        reader.refused += 1;
      }
    }
    const { user, system } = process.cpuUsage(before);
    reader.cpuMs.push((user + system) / 1_000);
  }
}
process.stdout.write(
  JSON.stringify({
    readers: figures.map(({ name, cpuMs, refused }) => ({ name, cpuMs, refused })),
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  }),
);
