import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { readFile } from 'node:fs/promises';
import { operatorClients } from '../operatorClients.ts';
import { feedsOf } from '../opml.ts';
import { isNotThere, later, missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';

/** A first deploy that failed, or a stack that is half gone: CloudFormation deletes these, and updates none of them. */
const neverUp = /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/;

export interface Deployed {
  readonly check: Check;
  /** Undefined where nothing is deployed. */
  readonly outputs: Readonly<Record<string, string>> | undefined;
}

export async function checkStack({ stage, aws: { region } }: Patient): Promise<Deployed> {
  const name = `Caravan-${stage}`;
  const mend = `npx cdk deploy -c stage=${stage}`;
  try {
    const { Stacks } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: name }));
    const { StackStatus = 'unknown', EnableTerminationProtection = false, Outputs = [] } = Stacks?.[0] ?? {};
    const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus))
      return {
        check: right('stack', `${name} is up: ${outputs['Url'] ?? 'of an old release, without a Url'}`),
        outputs,
      };
    if (neverUp.test(StackStatus)) {
      const unlock = EnableTerminationProtection
        ? [`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}`]
        : [];
      const commands = [
        ...unlock,
        `aws cloudformation delete-stack --stack-name ${name}`,
        `aws cloudformation wait stack-delete-complete --stack-name ${name}`,
        mend,
      ];
      return {
        check: missing(
          'stack',
          `${name} is ${StackStatus}, which no deploy mends. Why it failed: aws cloudformation ` +
            `describe-stack-events --stack-name ${name} --query "StackEvents[?ends_with(ResourceStatus, ` +
            `'FAILED')].[LogicalResourceId,ResourceStatusReason]"`,
          commands.join(' && '),
        ),
        outputs: undefined,
      };
    }
    if (StackStatus.endsWith('_IN_PROGRESS'))
      return { check: later('stack', `${name} is ${StackStatus}: wait until it is done.`), outputs };
    return {
      check: missing(
        'stack',
        `${name} is ${StackStatus}.`,
        StackStatus === 'UPDATE_ROLLBACK_FAILED'
          ? `aws cloudformation continue-update-rollback --stack-name ${name}, then ${mend}`
          : mend,
      ),
      outputs,
    };
  } catch (error) {
    if (isNotThere(error)) return { check: missing('stack', `${name} is not deployed.`, mend), outputs: undefined };
    throw error;
  }
}

/** A stack that has succeeded once, and is to be kept, should be protected from then on. */
export function checkProtection(
  { stage, settings: { whenRemoved, protected: isProtected } }: Patient,
  isUp: boolean,
): Check[] {
  if (whenRemoved !== 'keep') return [];
  if (isProtected) return [right('protection', 'the stack and its tables refuse to be deleted')];
  if (!isUp)
    return [
      later(
        'protection',
        'is for after the first deploy: what is protected and fails can be neither cleared away nor tried again.',
      ),
    ];
  return [
    missing(
      'protection',
      'Nothing keeps the stack and its tables from being deleted by mistake.',
      `protected: true in lib/settings/${stage}.ts, then npx cdk deploy -c stage=${stage}`,
    ),
  ];
}

export async function checkAlarms(
  { aws: { alarmAddress, region } }: Patient,
  topicArn: string | undefined,
): Promise<Check> {
  if (topicArn === undefined)
    return later('alarms', `${alarmAddress} gets a mail from AWS with the first deploy, and confirms it.`);
  const { Subscriptions = [] } = await new SNSClient({ region }).send(
    new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
  );
  const found = Subscriptions.find(({ Endpoint }) => Endpoint === alarmAddress);
  return found?.SubscriptionArn?.startsWith('arn:')
    ? right('alarms', `reach ${alarmAddress}`)
    : missing(
        'alarms',
        `${alarmAddress} has not confirmed that it wants them: nobody is told.`,
        'Press the link in the mail "AWS Notification - Subscription Confirmation"',
      );
}

export async function checkSources(
  { stage, aws: { sources: file, region } }: Patient,
  outputs: Deployed['outputs'],
): Promise<Check[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    return [missing('sources', `There is no file ${file}.`, `aws.sources in lib/settings/${stage}.ts`)];
  const { feeds, broken } = feedsOf(text);
  const wrong = broken.map(({ url, reason }) =>
    missing('sources', `${file}: ${url}: ${reason}.`, `Mend or remove the entry in ${file}`),
  );
  if (outputs === undefined)
    return [...wrong, later('sources', `${feeds.length} are to be imported after the deploy.`)];
  const known = new Set(
    (await Array.fromAsync(operatorClients(outputs, { region }).sources.all())).map(({ url }) => url),
  );
  const lacking = feeds.filter(({ url }) => !known.has(url)).length;
  return [
    ...wrong,
    lacking === 0
      ? right('sources', `all ${feeds.length} of ${file} are there`)
      : missing(
          'sources',
          `${lacking} of ${feeds.length} sources of ${file} are not there (or have moved since).`,
          `npx caravan sources import ${file} --stage ${stage}`,
        ),
  ];
}
