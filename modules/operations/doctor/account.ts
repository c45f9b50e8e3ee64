import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isNotThere, missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';

/** Whose credentials these are: everything else is asked of this account, or not at all. */
export async function checkAccount({ stage, aws: { account, region } }: Patient): Promise<Check> {
  try {
    const { Account, Arn } = await new STSClient({ region }).send(new GetCallerIdentityCommand());
    if (Account === account) return right('credentials', `of account ${account}, as ${Arn ?? 'somebody'}`);
    return missing(
      'credentials',
      `are of account ${Account ?? 'nobody'}, and ${stage} stands in ${account}.`,
      `export AWS_PROFILE=<a profile of ${account}>, or set aws.account in lib/settings/${stage}.ts`,
    );
  } catch (error) {
    return missing(
      'credentials',
      `are taken by nobody: ${(error as Error).message}`,
      'aws sso login, or export AWS_PROFILE=<a profile>',
    );
  }
}

/** Checks the bootstrap stack that `cdk deploy` needs. */
export async function checkBootstrap({ aws: { account, region } }: Patient): Promise<Check> {
  const mend = `npx cdk bootstrap aws://${account}/${region}`;
  try {
    const { Stacks } = await new CloudFormationClient({ region }).send(
      new DescribeStacksCommand({ StackName: 'CDKToolkit' }),
    );
    const status = Stacks?.[0]?.StackStatus ?? 'unknown';
    return status.endsWith('COMPLETE') && !status.includes('ROLLBACK')
      ? right('bootstrap', `the account is ready for CDK in ${region}`)
      : missing('bootstrap', `CDK's own stack is ${status}.`, mend);
  } catch (error) {
    if (isNotThere(error))
      return missing('bootstrap', `The account has not been made ready for CDK in ${region}.`, mend);
    throw error;
  }
}
