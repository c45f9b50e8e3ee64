import { Command, CommanderError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { articlesCommands } from './articles.ts';
import { commentsCommands } from './comments.ts';
import { consoleCommand } from './console.ts';
import { deadLettersCommands } from './deadLetters.ts';
import { costsCommand } from './costs.ts';
import { connect } from '../modules/operations/deployment.ts';
import { editorRulesCommands } from './editorRules.ts';
import { digestsCommands } from './digests.ts';
import { doctorCommand } from './doctor.ts';
import { keysCommand } from './keysCommand.ts';
import { listenCommand } from './listen.ts';
import { outputTo } from './output.ts';
import { partnersCommands } from './partners.ts';
import { pauseCommands } from './pause.ts';
import { publishersCommands } from './publishers.ts';
import { reconcileCommand } from './reconcileCommand.ts';
import { replayCommand } from './replayCommand.ts';
import type { Run, RunWithStage } from './run.ts';
import { sourcesCommands } from './sources.ts';
import { statusCommand } from './status.ts';
import { subscribersCommands } from './subscribers.ts';
import { tablesCommands } from './tables.ts';
import { topicsCommands } from './topics.ts';
import { traceCommand } from './trace.ts';
import { inWords } from './wrong.ts';
import { watchCommand } from './watch.ts';
import { weatherCommands } from './weather.ts';
import { webhooksCommands } from './webhooks.ts';

const versionOfCaravan = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

const caravan = (): Command =>
  new Command('caravan')
    .description(
      "The operator's command line: against the local twin when no stage is named, or a stage, with your own AWS credentials.",
    )
    .addOption(
      new Option('--stage <stage>', 'a deployed stage (dev, staging, prod), or local: the twin').env('CARAVAN_STAGE'),
    )
    .option('--json', 'for programs; errors too')
    .version(versionOfCaravan())
    .configureHelp({ showGlobalOptions: true });

/** What is called "local" or nothing is the twin. */
const named = (stage: string | undefined): string | undefined =>
  stage === '' || stage === 'local' ? undefined : stage;

/**
 * Runs one command and sets the exit code of the process: 1 where it says that something is wrong, 2 where it is not
 * understood.
 * @param args as they are typed, without Node and the program's own name
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  const program = caravan();
  const inJson = args.includes('--json');
  const say = (words: string): void => {
    console.error(inJson ? JSON.stringify({ error: words }) : words);
  };
  const runWith: RunWithStage = async (work) => {
    const { stage, json = false } = program.opts<{ stage?: string; json?: boolean }>();
    try {
      await work(named(stage), outputTo(console.log, json));
    } catch (error) {
      const words = inWords(error);
      if (words === undefined) throw error;
      say(words);
      process.exitCode = 1;
    }
  };
  addCommands(program, runWith);
  for (const [path, command] of commandsBelow(program, 'caravan'))
    command.exitOverride().configureOutput({
      outputError: (text) => {
        say(inJson ? text.replace(/^error: /, '').trim() : `${text.trim()}\n("${path} --help" says more.)`);
      },
    });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

/** A command and all below it, each with the words that name it. */
const commandsBelow = (command: Command, path: string): [string, Command][] => [
  [path, command],
  ...command.commands.flatMap((one) => commandsBelow(one, `${path} ${one.name()}`)),
];

function addCommands(program: Command, runWith: RunWithStage): void {
  const run: Run = (work) =>
    runWith(async (stage, output) => {
      await work(await connect(stage === undefined ? {} : { stage }), output);
    });
  sourcesCommands(program, run);
  publishersCommands(program, run);
  articlesCommands(program, run);
  topicsCommands(program, run);
  editorRulesCommands(program, run);
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
  consoleCommand(program, runWith);
  watchCommand(program, run);
  listenCommand(program);
  costsCommand(program, run, runWith);
  keysCommand(program, runWith);
  doctorCommand(program, runWith);
}
