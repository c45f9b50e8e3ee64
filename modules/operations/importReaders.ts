import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { chunks } from '../../platform/dynamodb/batches.ts';
import type { OperatorClients } from './operatorClients.ts';
import type { Preferences } from '../subscribers/preferences.ts';
import { activated } from '../subscribers/subscription.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import { randomBytes } from 'node:crypto';
import { OperatorError } from './operatorError.ts';
import { columnOf, readerColumns, readerOf } from './readerRow.ts';
import type { ReaderColumn } from './readerRow.ts';

export interface Imported {
  readonly notes: string[];
  readonly broken: { readonly line: number; readonly what: string }[];
  readonly counts: {
    imported: number;
    'asked to confirm': number;
    'known already, unchanged': number;
    'suppressed, left alone': number;
    'have left, left alone': number;
    broken: number;
  };
}

interface Row {
  readonly id: string;
  readonly address: string;
  readonly preferences: Preferences;
}

const atOnce = 100;

export interface ImportOptions {
  /** Where they agreed; without it each is asked to confirm. */
  readonly consent?: string | undefined;
  /** Asks those who have left whether they want to come back. */
  readonly askAgain: boolean;
  /** Only counts. */
  readonly dryRun: boolean;
}

/**
 * Takes in a file of readers, a batch at a time. What is wrong is told line by line, and the rest is taken in.
 * @throws OperatorError where the file cannot be read, or has no column of addresses
 */
export async function importReaders(
  file: string,
  options: ImportOptions,
  deployment: OperatorClients,
  now: Date,
): Promise<Imported> {
  const done: Imported = {
    notes: [],
    broken: [],
    counts: {
      imported: 0,
      'asked to confirm': 0,
      'known already, unchanged': 0,
      'suppressed, left alone': 0,
      'have left, left alone': 0,
      broken: 0,
    },
  };
  const [key, entries] = [await deployment.readerKey(), await deployment.lists.directory()];
  const slugs = (kind: 'topic' | 'source') =>
    new Set(entries.filter((entry) => entry.kind === kind).map(({ slug }) => slug));
  const known = { topics: slugs('topic'), sources: slugs('source') };
  const firstLines = new Map<string, number>();
  const batch: Row[] = [];
  for await (const { cells, line } of rowsOf(file, done)) {
    const reader = readerOf(cells, known);
    const id = 'fault' in reader ? '' : key.idOf(reader.address);
    const before = firstLines.get(id);
    if ('fault' in reader) done.broken.push({ line, what: reader.fault });
    else if (before !== undefined) done.broken.push({ line, what: `address: it stands on line ${before} already.` });
    else {
      firstLines.set(id, line);
      batch.push({ id, ...reader });
      if (batch.length === atOnce) await takeIn(batch.splice(0), options, deployment, now, done.counts);
    }
  }
  await takeIn(batch, options, deployment, now, done.counts);
  done.counts.broken = done.broken.length;
  return done;
}

async function takeIn(
  batch: readonly Row[],
  { consent, askAgain, dryRun }: ImportOptions,
  { subscribers, confirmations, log }: OperatorClients,
  now: Date,
  counts: Imported['counts'],
): Promise<void> {
  const at = instant(now);
  const known = await subscribers.getMany(batch.map(({ id }) => id));
  const places = {
    day: await log.placeOf(plusSeconds(epochSeconds(now), -86_400)),
    week: await log.placeOf(plusSeconds(epochSeconds(now), -7 * 86_400)),
  };
  const one = async ({ id, address, preferences }: Row): Promise<void> => {
    const before = known.get(id);
    if (before?.status === 'suppressed') counts['suppressed, left alone'] += 1;
    else if (before?.status === 'active') counts['known already, unchanged'] += 1;
    else if (before?.status === 'left' && !askAgain) counts['have left, left alone'] += 1;
    else if (consent === undefined || before?.status === 'left' || before?.status === 'paused') {
      // A subscriber who left has withdrawn consent: no file gives it again.
      if (!dryRun)
        await confirmations.ask({ requestId: randomBytes(12).toString('hex'), address, preferences, asked: at });
      counts['asked to confirm'] += 1;
    } else {
      const row: Subscriber = before ?? {
        id,
        address,
        status: 'pending',
        statusAt: at,
        preferences,
        readTo: 0,
        softBounces: [],
        createdAt: at,
        revision: 0,
      };
      if (dryRun) {
        counts.imported += 1;
        return;
      }
      const place = preferences.cadence.frequency === 'weekly' ? places.week : places.day;
      const written = await subscribers.put(
        activated({ ...row, preferences, consent: { how: 'import', at, note: consent } }, place, now),
        before,
      );
      counts[written ? 'imported' : 'known already, unchanged'] += 1;
    }
  };
  for (const some of chunks(batch, 25)) await Promise.all(some.map(one));
}

/** The file's rows with their lines, cells by column. What is no row goes to the broken ones. */
async function* rowsOf(
  file: string,
  { notes, broken }: Imported,
): AsyncGenerator<{ cells: Partial<Record<ReaderColumn, string>>; line: number }> {
  let header: string[] | undefined;
  const columns = (names: string[]) => (header = names.map(columnOf));
  const delimiter = await delimiterOf(file);
  const reading = createReadStream(file);
  const parser = reading.pipe(
    parse({
      bom: true,
      columns,
      delimiter,
      cast: (cell: string) => cell.trim(),
      info: true,
      relax_quotes: true,
      skip_records_with_error: true,
      skip_empty_lines: true,
      max_record_size: 65_536,
    }),
  );
  parser.on('skip', ({ message, lines }: Error & { lines?: number }) => {
    broken.push({
      line: lines ?? 0,
      what: `${message.replace(/ on line \d+$/, '')}: is a comma or a quotation mark missing?`,
    });
  });
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      if (!header?.includes('address')) break;
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    throw new OperatorError(`${file} cannot be read as CSV: ${(error as Error).message}`, { cause: error });
  } finally {
    reading.destroy();
  }
  if (!header?.includes('address'))
    throw new OperatorError(
      `${file} has no column "address". Its first line names the columns: ${readerColumns.join(', ')}.`,
    );
  const ignored = header.filter((name) => !(readerColumns as readonly string[]).includes(name));
  if (ignored.length > 0) notes.push(`Ignored: the columns ${ignored.join(', ')}.`);
}

/** @throws OperatorError where there is no such file, or it is no text in UTF-8 */
async function delimiterOf(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
    const [head = ''] = new TextDecoder('utf-8', { fatal: true })
      .decode(buffer.subarray(0, bytesRead), { stream: true })
      .split(/\r?\n/);
    const count = (separator: string) => head.split(separator).length;
    return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message} It must be CSV in UTF-8.`, {
      cause: error,
    });
  }
}
