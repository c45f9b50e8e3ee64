import { missingKeys } from '../keys/stageKeys.ts';
import { missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';

/** The keys that functions read, which no deploy makes. */
export async function checkKeys({ stage, aws: { region } }: Patient): Promise<Check> {
  const lacking = await missingKeys(stage, region);
  return lacking.length === 0
    ? right('keys', 'are all in SSM')
    : missing(
        'keys',
        `SSM lacks ${lacking.map((key) => `/caravan/${stage}/${key}`).join(', ')}.`,
        `npx caravan keys --stage ${stage}`,
      );
}
