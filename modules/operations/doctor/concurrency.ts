import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';

/** The concurrency that functions that answer readers, and the runs of each minute, must have left. */
const leastLeft = 3;

/**
 * How many functions the account runs at once: "New AWS accounts have reduced concurrency and memory quotas" (Lambda
 * developer guide, "Lambda quotas").
 */
export async function checkConcurrency({
  stage,
  settings: {
    atOnce: { ingest, deliver },
  },
  aws: { region },
}: Patient): Promise<Check> {
  const { AccountLimit: { ConcurrentExecutions: most = 0 } = {} } = await new LambdaClient({ region }).send(
    new GetAccountSettingsCommand(),
  );
  const left = most - ingest - deliver;
  const says = `Lambda runs ${most} functions at once in this account; ingest and deliver take ${ingest + deliver} of them at most`;
  if (left >= leastLeft) return right('concurrency', `${says}, and leave ${left}`);
  return missing(
    'concurrency',
    `${says}: too few are left for readers, sign-up and the one-click way out.`,
    `Ask for more (Service Quotas, AWS Lambda, Concurrent executions: 1,000 is the usual), or lower atOnce in lib/settings/${stage}.ts`,
  );
}
