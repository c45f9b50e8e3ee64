import { channelNamed, isPaused, turn } from '../channels.ts';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';
import { join } from 'node:path';
import { compareExport, warningsOf } from './compare.ts';
import type { Comparison } from './compare.ts';
import type { TableName } from './homes.ts';
import { importTable } from './importTable.ts';

/** Articles last: their stream tells of what the others must hold by then. */
const order: readonly TableName[] = ['deliveries', 'subscribers', 'sources', 'articles'];
/** What asks for work stands still before what does it; announcing, which feeds all others, is the last. */
const stills = ['polling', 'webhooks', 'digests', 'confirmations', 'comments', 'announcing'];

export interface Restored {
  readonly tables: readonly Comparison[];
  /** Channels that stand still: those that did before, or all where that was asked for. */
  readonly paused: readonly string[];
}

/**
 * Puts exports of all four tables back, in the folders that their tables name, while all channels stand still
 * (docs/restoring.md). All exports are read before the first row is written.
 * @param yes what would go backwards was said, and is meant
 * @param keepPaused leaves the channels paused, so that withdrawals can be made anew before anything goes out
 * @param tell hears each step
 * @throws OperatorError where an export is broken, another table's or missing, or goes backwards and `yes` is not given
 */
export async function restoreTables(
  deployment: Deployment,
  folder: string,
  { yes, keepPaused }: { yes: boolean; keepPaused: boolean },
  tell: (step: string) => void,
): Promise<Restored> {
  const tables: Comparison[] = [];
  for (const table of order) {
    tell(`Reading ${join(folder, table)} …`);
    tables.push(await compareExport(deployment, table, join(folder, table)));
  }
  const warnings = tables.flatMap(warningsOf);
  if (warnings.length > 0 && !yes)
    throw new OperatorError(
      `${warnings.join('\n')}\nNothing was changed. Where that is meant: caravan tables restore ${folder} --yes`,
    );
  const channels = stills.map(channelNamed);
  const running = [];
  for (const channel of channels) if (!(await isPaused(deployment, channel))) running.push(channel);
  for (const channel of running) {
    tell(`Pausing ${channel.name} …`);
    await turn(deployment, channel, false);
  }
  for (const table of order) {
    tell(`Restoring ${table} …`);
    await importTable(deployment, table, join(folder, table), new Date());
  }
  for (const channel of keepPaused ? [] : running.toReversed()) {
    tell(`Resuming ${channel.name} …`);
    await turn(deployment, channel, true);
  }
  const resumed = keepPaused ? [] : running;
  return { tables, paused: channels.filter((channel) => !resumed.includes(channel)).map(({ name }) => name) };
}
