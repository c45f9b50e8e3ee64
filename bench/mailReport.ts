import type { DigestsFigures } from './digests.ts';
import type { MorningFigures } from './morning.ts';
import { kilobytes, number, table, units, verdict } from './report.ts';

/** What the design asks for: what SES itself takes for a mail is nearly all of the bill. */
const sesShareAimed = 0.9;
const dailyReaders = 100_000;

export const digestsReport = (row: DigestsFigures): string =>
  'DIGESTS: one worker, 10 at a time, tables and SES in memory; ' +
  `${number(row.readers)} readers of ${row.choices} choices of ${row.articles} articles, ` +
  `beside readers who share nothing
${table(
  ['mail, kB', 'shared, a second', 'each alone, a second', 'times'],
  [[kilobytes(row.mailBytes), number(row.sharedASecond), number(row.aloneASecond), number(row.times, 1)]],
)}`;

export const morningReport = ({
  readers,
  choices,
  articles,
  mails,
  seconds,
  dollars,
  sesShare,
  calls,
}: MorningFigures): string =>
  `MORNING: ${number(readers)} readers of ${choices} choices of ${articles} articles, ` +
  `due in the same minute, through the twin; aim: SES's own price is over ${sesShareAimed * 100} % of the bill
${table(
  [
    'mails',
    'seconds',
    'a second',
    '$ here',
    `$ for ${number(dailyReaders)} (in proportion)`,
    "SES's share",
    'aim kept',
  ],
  [
    [
      number(mails),
      number(seconds),
      number(mails / seconds),
      number(dollars, 3),
      number((dollars / mails) * dailyReaders, 2),
      `${number(sesShare * 100, 1)} %`,
      verdict(sesShare > sesShareAimed),
    ],
  ],
)}
${table(
  ['function', 'service:', 'operation:', 'calls a mail', 'read units', 'write units', '$ a million mails'],
  calls.map((call) => [
    call.caller,
    call.service,
    call.operation,
    number(call.calls / mails, 3),
    units(round(call.readUnits / mails)),
    units(round(call.writeUnits / mails)),
    number((call.dollars / mails) * 1e6, 3),
  ]),
)}`;

const round = (value: number): number => Math.round(value * 100) / 100;
