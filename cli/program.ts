import { Command, CommanderError } from 'commander';
import { articlesCommands } from './articles.ts';
import { commentsCommands } from './comments.ts';
import { deadLettersCommands } from './deadLetters.ts';
import { costsCommand } from './costs.ts';
import { connect } from '../modules/operations/deployment.ts';
import { digestsCommands } from './digests.ts';
import { doctorCommand } from './doctor.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { keysCommand } from './keysCommand.ts';
import { outputTo } from './output.ts';
import type { Output } from './output.ts';
import { partnersCommands } from './partners.ts';
import { pauseCommands } from './pause.ts';
import { reconcileCommand } from './reconcileCommand.ts';
import { replayCommand } from './replayCommand.ts';
import type { Run } from './run.ts';
import { sourcesCommands } from './sources.ts';
import { statusCommand } from './status.ts';
import { subscribersCommands } from './subscribers.ts';
import { tablesCommands } from './tables.ts';
import { traceCommand } from './trace.ts';
import { weatherCommands } from './weather.ts';
import { webhooksCommands } from './webhooks.ts';

const caravan = (): Command =>
  new Command('caravan')
    .description(
      "The operator's command line: against the local twin when no stage is named, or a stage, with your own AWS credentials.",
    )
    .option('--stage <stage>', 'a deployed stage: dev, staging, prod')
    .option('--json', 'for programs')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(caravan --help lists the commands)')
    .exitOverride();

/**
 * Runs one command and sets the exit code of the process: 1 where it says that something is wrong, 2 where it is not
 * understood.
 * @param args as they are typed, without Node and the program's own name
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  const program = caravan();
  const runWith = async (work: (stage: string | undefined, output: Output) => Promise<void>): Promise<void> => {
    const { stage, json = false } = program.opts<{ stage?: string; json?: boolean }>();
    try {
      await work(stage, outputTo(console.log, json));
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      console.error(json ? JSON.stringify({ error: error.message }) : error.message);
      process.exitCode = 1;
    }
  };
  addCommands(program, runWith);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

function addCommands(
  program: Command,
  runWith: (work: (stage: string | undefined, output: Output) => Promise<void>) => Promise<void>,
): void {
  const run: Run = (work) =>
    runWith(async (stage, output) => {
      await work(await connect({ stage }), output);
    });
  sourcesCommands(program, run);
  articlesCommands(program, run);
  commentsCommands(program, run);
  weatherCommands(program, run);
  partnersCommands(program, run);
  webhooksCommands(program, run);
  subscribersCommands(program, run);
  digestsCommands(program, run);
  traceCommand(program, run);
  deadLettersCommands(program, run);
  pauseCommands(program, run);
  replayCommand(program, run);
  reconcileCommand(program, run);
  tablesCommands(program, run);
  statusCommand(program, run);
  costsCommand(program, run, runWith);
  keysCommand(program, runWith);
  doctorCommand(program, runWith);
}
