import * as z from 'zod/mini';
import { OperatorError } from '../operatorError.ts';
import { amount } from './spending.ts';
import type { Spending, Spent } from './spending.ts';

const lineSchema = z.object({
  caller: z.string(),
  service: z.string(),
  operation: z.string(),
  calls: z.number(),
  readUnits: z.number(),
  writeUnits: z.number(),
  dollars: z.number(),
});
const costsSchema = z.object({ announced: z.int(), lines: z.array(lineSchema) });

/** The twin's meter: every call of every function, at AWS's prices, since the twin was started. */
export async function spendingOfTwin(consoleUrl: string | undefined): Promise<Spending> {
  if (consoleUrl === undefined)
    throw new OperatorError('This twin has no console, whose meter counts. "npm start" starts one with it.');
  const { announced, lines } = costsSchema.parse(await (await fetch(new URL('costs', consoleUrl))).json());
  const groups = Map.groupBy(lines, ({ caller, service }) => `${caller} ${service}`);
  const spent = [...groups.values()].map((group): Spent => {
    const sum = (of: (line: (typeof group)[number]) => number) => group.reduce((total, line) => total + of(line), 0);
    const [reads, writes] = [sum(({ readUnits }) => readUnits), sum(({ writeUnits }) => writeUnits)];
    const units = reads + writes > 0 ? `, ${amount(reads)} read and ${amount(writes)} write units` : '';
    return {
      what: group[0]!.caller,
      service: group[0]!.service,
      usage: `calls: ${amount(sum(({ calls }) => calls))}${units}`,
      dollars: sum(({ dollars }) => dollars),
    };
  });
  return {
    since: 'since the twin was started',
    spent,
    announced,
    without:
      'what this stage has not (a firewall is $0.60 a million requests), what stands there by the month ' +
      '("caravan costs --idle"), storage and backups, and what deliveries send out of AWS ($0.09 a GB)',
  };
}
