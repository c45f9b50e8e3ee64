import { settingsOf } from '../../../lib/settings/ofStage.ts';
import { OperatorError } from '../operatorError.ts';
import type { Patient } from './check.ts';

/** A stage that stands in AWS, by its settings. */
export function patientOf(stage: string | undefined): Patient {
  if (stage === undefined) throw new OperatorError('Which stage? Name it: --stage prod. The local twin needs nothing.');
  try {
    const settings = settingsOf(stage);
    if (!settings.aws) throw new OperatorError(`Stage ${stage} stands in no AWS account: there is nothing to prepare.`);
    return { stage, settings, aws: settings.aws };
  } catch (error) {
    throw error instanceof OperatorError ? error : new OperatorError((error as Error).message, { cause: error });
  }
}
