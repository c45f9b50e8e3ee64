import Table from 'cli-table3';
import type { BundleFigures } from './bundles.ts';
import type { ColdStartFigures } from './coldStarts.ts';
import type { CallFigures, CostFigures } from './cost.ts';
import type { DeliveriesFigures } from './deliveries.ts';
import type { HangingFigures } from './hanging.ts';

/** What the design asks for. */
const aims = { bundleBytes: 400_000, beyondEmptyMs: 150, shareOfBareLoop: 0.6 };

export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
export const kilobytes = (bytes: number): string => number(bytes / 1_000, 1);
export const units = (value: number): string => (value === 0 ? '' : number(value, value % 1 === 0 ? 0 : 1));
export const verdict = (kept: boolean): string => (kept ? 'yes' : 'NO');

/** The first column holds words, the others figures, except where a heading ends with a colon. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: head.map((words) => words.replace(/:$/, '')),
    colAligns: head.map((words, index) => (index === 0 || words.endsWith(':') ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

export const bundlesReport = (
  rows: readonly BundleFigures[],
): string => `BUNDLES: as CDK synthesises them; aim: below ${kilobytes(aims.bundleBytes)} kB minified
${table(
  ['function', 'kB', 'gzipped', 'aim kept', 'the five heaviest packages, kB:'],
  rows.map((row) => [
    row.function,
    kilobytes(row.bytes),
    kilobytes(row.gzippedBytes),
    verdict(row.bytes < aims.bundleBytes),
    row.heaviest.map((part) => `${part.package} ${kilobytes(part.bytes)}`).join(', '),
  ]),
)}`;

export const coldStartsReport = (rows: readonly ColdStartFigures[]): string =>
  'COLD STARTS: fresh processes by turns, processor time, the least of 15 in ms; ' +
  `aim: loaded within ${aims.beyondEmptyMs} ms of an empty function
${table(
  ['function', 'loaded', 'beyond empty', 'aim kept', 'first event done', 'beyond empty'],
  rows.map((row) => [
    row.function,
    number(row.loadedMs),
    number(row.loadedBeyondEmptyMs),
    verdict(row.loadedBeyondEmptyMs <= aims.beyondEmptyMs),
    number(row.invokedMs),
    number(row.invokedBeyondEmptyMs),
  ]),
)}`;

export const deliveriesReport = ({ bodyBytes, workerASecond, bareASecond, share }: DeliveriesFigures): string =>
  'DELIVERIES: one worker against a receiver on this machine, 10 at a time, ' +
  `beside a bare loop of undici that signs and posts the same; aim: ${number(aims.shareOfBareLoop * 100)} % of it
${table(
  ['body, kB', 'worker, a second', 'bare loop, a second', 'share', 'aim kept'],
  [
    [
      kilobytes(bodyBytes),
      number(workerASecond),
      number(bareASecond),
      `${number(share * 100)} %`,
      verdict(share >= aims.shareOfBareLoop),
    ],
  ],
)}`;

export const hangingReport = ({ endpoints, articles, allAnswer, oneHangs }: HangingFigures): string =>
  `HANGING: ${articles} articles to ${endpoints} webhooks through the twin, by turns; ` +
  `from the poll to each delivery, of the ${endpoints - 1} that answer
${table(
  ['the last one:', 'median, ms', 'worst, ms'],
  Object.entries({ answers: allAnswer, hangs: oneHangs }).map(([what, { medianMs, worstMs }]) => [
    what,
    number(medianMs),
    number(worstMs),
  ]),
)}`;

const lambdaMs = ({ caller, gigabyteSeconds, milliseconds }: CallFigures): string =>
  gigabyteSeconds === 0 ? '' : `${caller} ${number(milliseconds)}`;

export const costReport = (
  rows: readonly CostFigures[],
): string => `COST: by the twin's meter, warm, one at a time unless it says otherwise; the middle one of ten runs
${table(
  ['what', 'AWS calls', 'read units', 'write units', '$ a million (µ$ each)', 'of that Lambda', 'ms here:'],
  rows.map((row) => [
    row.what,
    units(sum(row.calls.filter(isCall), ({ calls }) => calls)),
    units(row.readUnits),
    units(row.writeUnits),
    number(row.dollarsAMillion, 2),
    number(
      sum(
        row.calls.filter(({ service }) => service === 'lambda'),
        ({ dollarsAMillion }) => dollarsAMillion,
      ),
      2,
    ),
    row.calls.map(lambdaMs).filter(Boolean).join(', '),
  ]),
)}

CALLS of each: how many, their units, $ a million
${rows.map(({ what, calls }) => `${what}\n${calls.map((call) => `  ${callLine(call)}`).join('\n')}`).join('\n')}
Left out by the meter: what deliveries send out of AWS, the firewall ($0.60 a million requests), custom metrics, storage and backups,
empty polls of queues, cold starts, what subscribers pay to read. Lambda's time is this machine's, with a publisher that answers at once
unless it says otherwise.`;

/** Logs, traces and the edge are billed, and are no calls. */
const isCall = ({ service }: CallFigures): boolean => !['logs', 'xray', 'cloudfront'].includes(service);

const callLine = ({ caller, service, operation, calls, readUnits, writeUnits, dollarsAMillion }: CallFigures): string =>
  [
    `${caller.padEnd(9)}${service.padEnd(11)}${operation.padEnd(19)}`,
    units(calls).padStart(4),
    (readUnits > 0 ? `${units(readUnits)} R` : '').padStart(7),
    (writeUnits > 0 ? `${units(writeUnits)} W` : '').padStart(6),
    number(dollarsAMillion, 3).padStart(8),
  ].join('');

const sum = (calls: readonly CallFigures[], figure: (call: CallFigures) => number): number =>
  calls.reduce((total, call) => total + figure(call), 0);
