import type { Command } from 'commander';
import { readTwinFile } from '../local/twinFile.ts';
import { listen, untilInterrupted } from '../modules/partner-api/published/listen.mjs';

/** `caravan listen`: what partners fetch from `/v1/listen.mjs`, with their own key; no AWS credentials are needed. */
export function listenCommand(program: Command): void {
  program
    .command('listen')
    .description("forward a partner's events to a server on this machine, signed as webhooks are; --help says more")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(async (_options: unknown, command: Command) => {
      const { args } = command;
      const twin = readTwinFile(process.env.CARAVAN_DATA ?? '.caravan')?.url;
      const where = args.includes('--url') || twin === undefined ? [] : ['--url', twin];
      process.exitCode = await listen([...args, ...where], { ends: untilInterrupted() });
    });
}
