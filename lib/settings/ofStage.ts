import * as z from 'zod';
import { dev } from './dev.ts';
import { local } from './local.ts';
import { prod } from './prod.ts';
import { settingsSchema } from './schema.ts';
import type { Settings } from './schema.ts';
import { staging } from './staging.ts';

const stages: Record<string, unknown> = { local, dev, staging, prod };

/**
 * The settings of a stage, checked: Node runs these files without checking their types.
 * @throws an error that names the stage, the setting and the file to mend
 */
export function settingsOf(stage: unknown, of: Record<string, unknown> = stages): Settings {
  if (typeof stage !== 'string' || !Object.hasOwn(of, stage)) {
    throw new Error(
      `Unknown stage ${JSON.stringify(stage ?? null)}: choose one of ${Object.keys(of).join(', ')}, with -c stage=… or --stage.`,
    );
  }
  const result = settingsSchema.safeParse(of[stage]);
  if (!result.success) throw new Error(`lib/settings/${stage}.ts is wrong:\n${z.prettifyError(result.error)}`);
  if (result.data.allowLoopback && stage !== 'local')
    throw new Error(`lib/settings/${stage}.ts is wrong: allowLoopback is for the stage local alone.`);
  if (!result.data.aws && stage !== 'local')
    throw new Error(
      `lib/settings/${stage}.ts is wrong: aws says in which account the stage stands, and who is told of alarms. ` +
        'Only the stage local has none.',
    );
  return result.data;
}
