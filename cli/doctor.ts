import type { Command } from 'commander';
import { checkAccount, checkBootstrap } from '../modules/operations/doctor/account.ts';
import type { Check, Patient } from '../modules/operations/doctor/check.ts';
import { checkDomain } from '../modules/operations/doctor/domain.ts';
import { checkKeys } from '../modules/operations/doctor/keys.ts';
import { checkMail } from '../modules/operations/doctor/mail.ts';
import { dnsNames } from '../modules/operations/doctor/names.ts';
import type { Names } from '../modules/operations/doctor/names.ts';
import { patientOf } from '../modules/operations/doctor/patient.ts';
import { checkConcurrency } from '../modules/operations/doctor/concurrency.ts';
import { checkAlarms, checkProtection, checkSources, checkStack } from '../modules/operations/doctor/stack.ts';
import { signedLines } from './findingWords.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { RunWithStage } from './run.ts';

const signs = { right: '✓', missing: '✗', later: '·' } as const;

/**
 * `caravan doctor --stage prod`: what AWS wants from a person before a deploy and after it. Exit code 1 where something
 * is missing.
 */
export function doctorCommand(program: Command, run: RunWithStage): void {
  program
    .command('doctor')
    .description('check what a deployed stage needs, with the record or command that mends each gap')
    .addHelpText('after', '\nExample:\n  caravan doctor --stage prod')
    .action(() =>
      run(async (stage, output) => {
        const checks = await examine(patientOf(stage), dnsNames());
        output.show(checks, () =>
          signedLines(checks.map(({ state, what, says, mend }) => ({ sign: signs[state], what, says, help: mend }))),
        );
        if (checks.some(({ state }) => state === 'missing')) process.exitCode = 1;
      }),
    );
}

/** Asks AWS and DNS, one after another where an answer decides the next question. */
export async function examine(patient: Patient, names: Names): Promise<Check[]> {
  const account = await checkAccount(patient);
  if (account.state !== 'right') return [account];
  try {
    const { check: stack, outputs } = await checkStack(patient);
    return [
      account,
      await checkBootstrap(patient),
      await checkKeys(patient),
      await checkConcurrency(patient),
      ...(await checkMail(patient, names, outputs !== undefined)),
      ...(await checkDomain(patient, outputs?.['EdgeDomain'], names)),
      stack,
      ...checkProtection(patient, stack.state === 'right'),
      await checkAlarms(patient, outputs?.['AlarmTopicArn']),
      ...(await checkSources(patient, outputs)),
    ];
  } catch (error) {
    throw new OperatorError(
      `AWS does not answer the doctor: ${(error as Error).message}\nThe operator's role needs to read ` +
        `CloudFormation, Lambda's account settings, SSM, SES, ACM, SNS and the stage's tables.`,
      { cause: error },
    );
  }
}
