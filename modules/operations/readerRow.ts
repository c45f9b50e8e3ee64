import { preferencesSchema } from '../subscribers/preferences.ts';
import type { Preferences } from '../subscribers/preferences.ts';
import { parseAddress } from '../subscribers/address.ts';

export const readerColumns = [
  'address',
  'topics',
  'sources',
  'frequency',
  'weekday',
  'hour',
  'zone',
  'language',
  'only',
] as const;
export type ReaderColumn = (typeof readerColumns)[number];

/** How other programs head the same columns (Mailchimp, Substack, Ghost, Brevo, spreadsheets), in letters alone. */
const synonyms: Readonly<Record<string, ReaderColumn>> = {
  email: 'address',
  emailaddress: 'address',
  mail: 'address',
  mailaddress: 'address',
  subscriber: 'address',
  topic: 'topics',
  tags: 'topics',
  source: 'sources',
  feeds: 'sources',
  cadence: 'frequency',
  day: 'weekday',
  timezone: 'zone',
  tz: 'zone',
  lang: 'language',
  locale: 'language',
};

/** The column that a head of a file means; its own words where we know none. */
export function columnOf(head: string): string {
  const name = head.trim().toLowerCase();
  return synonyms[name.replace(/[^a-z]/g, '')] ?? name;
}

/** The topics and sources that can be chosen, by slug. */
export interface Known {
  readonly topics: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

export const defaultPreferences: Preferences = {
  choice: { topics: [], sources: [] },
  cadence: { frequency: 'daily', hour: 7, zone: 'UTC' },
  language: 'en',
};

const list = (cell: string): string[] => cell.split(/[;\s]+/).filter(Boolean);
const help: Readonly<Record<string, string>> = {
  frequency: 'write daily, weekdays or weekly',
  weekday: 'write 1 for Monday to 7 for Sunday',
  hour: 'write a whole number from 0 to 23',
  zone: 'write a time zone such as Asia/Baku',
  language: 'write en, ru, tr or ar',
};

/**
 * One reader of a file.
 * @param cells by column, trimmed; what is empty is as the defaults say
 * @returns or what is wrong with it: the column, what stands there, and what to do
 */
export function readerOf(
  cells: Partial<Record<ReaderColumn, string>>,
  known: Known,
): { address: string; preferences: Preferences } | { fault: string } {
  const parsed = parseAddress(cells.address ?? '');
  if ('fault' in parsed)
    return { fault: `address ${JSON.stringify((cells.address ?? '').slice(0, 60))}: ${parsed.fault}` };
  const [topics, sources] = [list(cells.topics ?? ''), list(cells.sources ?? '')];
  const unknown = [
    ...topics.filter((slug) => !known.topics.has(slug)).map((slug) => ['topics', slug]),
    ...sources.filter((slug) => !known.sources.has(slug)).map((slug) => ['sources', slug]),
  ][0];
  if (unknown)
    return { fault: `${unknown[0]!} ${JSON.stringify(unknown[1])}: there is none such; /feeds.opml lists them.` };
  const {
    frequency = 'daily',
    hour = '7',
    zone = 'UTC',
    language = 'en',
    weekday = '1',
    only,
  } = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
  const number = (cell: string) => (/^\d{1,2}$/.test(cell) ? Number(cell) : cell);
  const preferences = preferencesSchema.safeParse({
    choice: { topics, sources, ...(only !== undefined && { language }) },
    cadence: { frequency, hour: number(hour), zone, ...(frequency === 'weekly' && { weekday: number(weekday) }) },
    language,
  });
  if (preferences.success) return { address: parsed.address, preferences: preferences.data };
  const column = String(preferences.error.issues[0]?.path.findLast((part) => typeof part === 'string') ?? '');
  return {
    fault: `${column} ${JSON.stringify(cells[column as ReaderColumn] ?? '')}: ${help[column] ?? 'at most 50 can be chosen'}.`,
  };
}
