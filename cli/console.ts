import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { serveConsole } from '../console/server.ts';
import { stageWorld } from '../console/stageWorld.ts';
import { connect } from '../modules/operations/deployment.ts';
import type { RunWithStage } from './run.ts';

/** `caravan console --stage prod`: the twin's own console, or one for a stage on this machine until Ctrl-C. */
export function consoleCommand(program: Command, runWith: RunWithStage): void {
  program
    .command('console')
    .description("open the console: the twin's own, or a stage's on this machine, with your own AWS credentials")
    .option('--port <port>', 'of this machine (default: any that is free)', parsePort, 0)
    .addHelpText('after', '\nExample:\n  caravan console --stage prod')
    .action(({ port }: { port: number }) =>
      runWith(async (stage, output) => {
        const deployment = await connect(stage === undefined ? {} : { stage });
        if (deployment.consoleUrl !== undefined) {
          output.show({ url: deployment.consoleUrl }, ({ url }) => `The console of ${deployment.name}: ${url}`);
          return;
        }
        const page = await serveConsole(stageWorld(deployment), port, true);
        output.show(
          { url: page.url },
          ({ url }) => `The console of ${deployment.name}, for you alone, until Ctrl-C:\n${url}`,
        );
        await new Promise<void>((ended) => {
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ended);
        });
        await page.stop();
      }),
    );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('Write a number from 0 to 65535.');
}
