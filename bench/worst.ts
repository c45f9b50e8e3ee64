import { UnreadableFeed } from '../modules/feed-reading/feedDocument.ts';
import { ReadingProcess } from '../modules/feed-reading/readingProcess.ts';
import { milliseconds } from './inTurn.ts';
import { number, table } from './report.ts';
import { worstDocuments } from './worstDocuments.ts';

/** What reading one of the worst documents takes, and what comes of it. */
export interface WorstFigures {
  readonly what: string;
  readonly megabytes: number;
  readonly seconds: number;
  readonly outcome: string;
}

/** Reads each as ingest does, within its bounds. */
export async function measureWorst(): Promise<WorstFigures[]> {
  const reading = new ReadingProcess();
  const rows: WorstFigures[] = [];
  for (const [what, make] of worstDocuments) {
    const body = Buffer.from(make());
    await outcomeOf(reading, Buffer.from('no feed')); // a process that was ended begins again before the clock does
    let outcome = '';
    const ms = await milliseconds(async () => {
      outcome = await outcomeOf(reading, body);
    });
    rows.push({ what, megabytes: body.length / 1e6, seconds: ms / 1_000, outcome });
  }
  reading.stop();
  return rows;
}

async function outcomeOf(reading: ReadingProcess, body: Uint8Array): Promise<string> {
  try {
    const { items, withdrawn } = await reading.read({ body, url: 'https://news.example/feed' });
    return `${items.length} items${withdrawn.length > 0 ? `, ${withdrawn.length} withdrawn` : ''}`;
  } catch (error) {
    if (error instanceof UnreadableFeed) return error.message;
    throw error;
  }
}

export const worstReport = (
  rows: readonly WorstFigures[],
): string => `WORST: documents of 15 MB that are made to take long, read in a process of its own with its bounds; once each
${table(
  ['document', 'MB', 'seconds', 'outcome:'],
  rows.map(({ what, megabytes, seconds, outcome }) => [
    what,
    number(megabytes, 1),
    number(seconds, 1),
    outcome.split(':', 1)[0]!,
  ]),
)}`;
