import { number, table, verdict } from '../report.ts';
import type { DeliverFigures } from './measure.ts';

const aims = { timesBare: 3.5, calls: 1, youngMicroseconds: 2_000 };
const percent = (share: number): string => `${number(share * 100)} %`;

export const deliverReport = (
  rows: readonly DeliverFigures[],
): string => `DELIVER: the whole function, ten messages a batch; AWS, a stub, and the receiver are outside of its process.
CPU of a delivery, by turns with a bare loop of undici; aims: ${aims.timesBare} times the loop, ${number(aims.calls, 1)} call to AWS,
${number(aims.youngMicroseconds)} µs each of a young worker's first 500
${table(
  ['a batch is', 'µs', 'bare loop', 'times', 'aim kept', 'calls to AWS', 'aim kept', 'young, µs', 'aim kept'],
  rows.map((row) => [
    row.batches,
    number(row.cpuMicroseconds),
    number(row.bareMicroseconds),
    number(row.timesBare, 1),
    verdict(row.timesBare <= aims.timesBare),
    number(row.calls, 1),
    verdict(row.calls <= aims.calls),
    number(row.youngMicroseconds),
    verdict(row.youngMicroseconds <= aims.youngMicroseconds),
  ]),
)}
Where the processor's time goes, by a profile; "Node" is what no function of the bundle asked for in person: sockets, promises,
the compilers
${table(
  ['a batch is', ...Object.keys(rows[0]?.shares ?? {})],
  rows.map(({ batches, shares }) => [batches, ...Object.values(shares).map(percent)]),
)}`;
