#!/usr/bin/env node
import { Command } from 'commander';
import { articlesCommands } from './articles.ts';
import { connect } from './deployment.ts';
import { digestsCommands } from './digests.ts';
import { Fault } from './fault.ts';
import { outputTo } from './output.ts';
import { partnersCommands } from './partners.ts';
import type { Run } from './run.ts';
import { sourcesCommands } from './sources.ts';
import { statusCommand } from './status.ts';
import { subscribersCommands } from './subscribers.ts';
import { traceCommand } from './trace.ts';
import { webhooksCommands } from './webhooks.ts';

const program = new Command('caravan')
  .description("The operator's command line: against the local twin when no stage is named, or a stage, with your own AWS credentials.")
  .option('--stage <stage>', 'a deployed stage: dev, staging, prod')
  .option('--json', 'for programs')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(caravan --help lists the commands)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const run: Run = async (work) => {
  const { stage, json = false } = program.opts<{ stage?: string; json?: boolean }>();
  try {
    await work(await connect({ stage }), outputTo(console.log, json));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(json ? JSON.stringify({ error: error.message }) : error.message);
    process.exitCode = 1;
  }
};

sourcesCommands(program, run);
articlesCommands(program, run);
partnersCommands(program, run);
webhooksCommands(program, run);
subscribersCommands(program, run);
digestsCommands(program, run);
traceCommand(program, run);
statusCommand(program, run);
await program.parseAsync();
