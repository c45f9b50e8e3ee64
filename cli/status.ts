import type { Command } from 'commander';
import type { Deployment } from '../modules/operations/deployment.ts';
import type { Finding } from '../modules/operations/finding.ts';
import { findingsOf } from '../modules/operations/findings.ts';
import { signedLines } from './findingWords.ts';
import type { Run } from './run.ts';

/** `caravan status`: all green, or what is not, with the command that helps. Exit code 1 where something is not. */
export function statusCommand(program: Command, run: Run): void {
  program
    .command('status')
    .description('show what is not green, with the command that helps, then the rest; exits with 1 if there is any')
    .option('--all', 'a line for each queue, too', false)
    .action(({ all }: { all: boolean }) =>
      run(async (deployment, output) => {
        const findings = await findingsOf(
          deployment,
          new Date(),
          all || program.opts<{ json?: boolean }>().json === true,
        );
        output.show(findings, () => `${placeOf(deployment)}\n\n${linesOf(findings)}\n\n${endingOf(findings)}`);
        if (!findings.every(({ green }) => green)) process.exitCode = 1;
      }),
    );
}

const placeOf = ({ name, url, consoleUrl }: Deployment): string =>
  `On ${name}: ${url}${consoleUrl === undefined ? '' : `, its console ${consoleUrl}`}`;

const linesOf = (findings: readonly Finding[]): string =>
  signedLines(findings.map(({ what, state, green, help }) => ({ sign: green ? '✓' : '✗', what, says: state, help })));

function endingOf(findings: readonly Finding[]): string {
  const red = findings.filter(({ green }) => !green).length;
  if (red === 0) return 'All is green.';
  return red === 1 ? 'One thing is not green.' : `${red} things are not green.`;
}
