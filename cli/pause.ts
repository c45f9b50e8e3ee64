import type { Command } from 'commander';
import { channelNamed, channels, isPaused, turn } from '../modules/operations/channels.ts';
import type { Run } from './run.ts';

/** `caravan pause` and `caravan resume` a channel. */
export function pauseCommands(program: Command, run: Run): void {
  const names = channels.map(({ name }) => name).join(', ');
  program
    .command('pause <channel>')
    .description(`let a part of the pipeline stand still while what comes waits: ${names}`)
    .addHelpText('after', '\nExample:\n  caravan pause webhooks')
    .action((name: string) =>
      run(async (deployment, output) => {
        const channel = channelNamed(name);
        await turn(deployment, channel, false);
        const until =
          channel.keptDays === undefined
            ? undefined
            : new Date(Date.now() + channel.keptDays * 86_400_000).toISOString();
        output.change(
          deployment,
          { channel: name, paused: true, until },
          () =>
            `Paused: ${name}. ${channel.meanwhile}\n` +
            `${until === undefined ? 'Nothing is lost, however long.' : `Nothing is lost until ${until}.`} Then: ` +
            `caravan resume ${name}`,
        );
      }),
    );
  program
    .command('resume <channel>')
    .description('resume a paused channel')
    .action((name: string) =>
      run(async (deployment, output) => {
        const channel = channelNamed(name);
        const wasPaused = await isPaused(deployment, channel);
        if (wasPaused) await turn(deployment, channel, true);
        output.change(deployment, { channel: name, paused: false, wasPaused }, () =>
          wasPaused ? `Resumed: ${name}. What waited goes out now, in order.` : `${name} was not paused.`,
        );
      }),
    );
}
