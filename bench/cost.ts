import type { MeterLine } from '../local/meter/meter.ts';
import { startCaravan, type TestCaravan } from '../test/helpers/caravan.ts';
import { builtFunctions, type BuiltFunction } from './builtFunctions.ts';
import { costCases } from './costCases.ts';
import { type CostCase } from './costCase.ts';
import { SimulatedTime } from '../local/simulatedTime.ts';
import { startMadePublisher } from './madePublisher.ts';

/** Calls of one kind that a case makes, and what they use. */
export interface CallFigures {
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly gigabyteSeconds: number;
  /** How long a function ran; 0 for other calls. */
  readonly milliseconds: number;
  readonly dollarsAMillion: number;
}

export interface CostFigures {
  readonly what: string;
  readonly calls: readonly CallFigures[];
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly dollars: number;
  readonly dollarsAMillion: number;
}

const usualRuns = 10;

/**
 * Reads from the twin's meter what each case costs, warm: of ten runs, after one that does not count, the one that costs
 * as much as the middle of them, as other work on the machine stretches what Lambda bills.
 */
export async function measureCost(): Promise<CostFigures[]> {
  const time = new SimulatedTime(); // polls are due at their slots
  const [caravan, publisher] = await Promise.all([startCaravan({ time }), startMadePublisher()]);
  try {
    const functions = new Map(builtFunctions(caravan.twin.stack).map((built) => [built.settings.id, built]));
    const rows: CostFigures[] = [];
    for (const one of await costCases(caravan, time, publisher)) {
      rows.push(figures(one, await linesOf(one, caravan), functions));
      await one.close?.();
    }
    return rows;
  } finally {
    await Promise.all([caravan.stop(), publisher.stop()]);
  }
}

async function linesOf(
  { prepare, run, counts = () => true, runs = usualRuns }: CostCase,
  { twin }: TestCaravan,
): Promise<MeterLine[]> {
  const all: MeterLine[][] = [];
  for (let nth = 0; nth <= runs; nth++) {
    await prepare?.();
    const before = twin.meter.snapshot();
    await run();
    await twin.idle();
    if (nth === 0) continue;
    const { lines, beside } = twin.meter.since(before);
    all.push([...lines, ...beside].filter((line) => line.function !== 'operator' && counts(line)));
  }
  const dollarsOf = (lines: readonly MeterLine[]) => lines.reduce((sum, { dollars }) => sum + dollars, 0);
  const byCost = all.toSorted((one, other) => dollarsOf(one) - dollarsOf(other));
  return byCost[Math.floor(byCost.length / 2)] ?? [];
}

function figures(
  { what, times = 1 }: CostCase,
  lines: readonly MeterLine[],
  functions: ReadonlyMap<string, BuiltFunction>,
): CostFigures {
  const kinds = Map.groupBy(lines, ({ function: caller, service, operation }) => `${caller} ${service} ${operation}`);
  const each = (of: readonly MeterLine[], figure: (line: MeterLine) => number): number =>
    of.reduce((sum, line) => sum + figure(line), 0) / times;
  const dollars = each(lines, (line) => line.dollars);
  return {
    what,
    calls: [...kinds.values()].map((of) => {
      const { function: caller, service, operation } = of[0]!;
      const built = functions.get(caller);
      const gigabyteSeconds = each(of, (line) => line.gigabyteSeconds);
      return {
        caller: built?.name ?? caller,
        service,
        operation,
        calls: each(of, (line) => line.calls),
        readUnits: each(of, (line) => line.readUnits),
        writeUnits: each(of, (line) => line.writeUnits),
        gigabyteSeconds,
        milliseconds: (gigabyteSeconds / ((built?.settings.memoryMb ?? 1_024) / 1_024)) * 1_000,
        dollarsAMillion: each(of, (line) => line.dollars) * 1e6,
      };
    }),
    readUnits: each(lines, (line) => line.readUnits),
    writeUnits: each(lines, (line) => line.writeUnits),
    dollars,
    dollarsAMillion: dollars * 1e6,
  };
}
