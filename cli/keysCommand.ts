import type { Command } from 'commander';
import { keys } from '../lib/settings/keys.ts';
import type { KeyName } from '../lib/settings/keys.ts';
import { checkAccount } from '../modules/operations/doctor/account.ts';
import { patientOf } from '../modules/operations/doctor/patient.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { makeKeys } from '../modules/operations/keys/stageKeys.ts';
import type { RunWithStage } from './run.ts';

/** `caravan keys --stage prod`: the keys that no template can make. */
export function keysCommand(program: Command, run: RunWithStage): void {
  program
    .command('keys')
    .description('make the keys that a stage lacks, as SSM SecureStrings, before its first deploy; existing keys stay')
    .addHelpText('after', '\nExample:\n  caravan keys --stage prod')
    .action(() =>
      run(async (stage, output) => {
        const patient = patientOf(stage);
        const account = await checkAccount(patient);
        if (account.state !== 'right')
          throw new OperatorError(`The credentials ${account.says}\nWhat helps: ${account.mend ?? ''}`);
        const made = await makeKeys(patient.stage, patient.aws.region).catch((error: unknown) => {
          throw new OperatorError(
            `The keys cannot be made: ${(error as Error).message}\nThe operator's role needs ssm:GetParameter ` +
              `and ssm:PutParameter on parameter/caravan/${patient.stage}/*.`,
            { cause: error },
          );
        });
        const rows = Object.entries(made).map(([key, state]) => ({ key, state, use: keys[key as KeyName] }));
        output.table(
          rows,
          { key: ({ key }) => key, state: ({ state }) => state, 'what it is for': ({ use }) => use },
          'No keys.',
        );
      }),
    );
}
