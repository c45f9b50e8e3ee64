import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { readFile } from 'node:fs/promises';
import { operatorClients } from '../../functions/shared/aws/operatorClients.ts';
import { feedsOf } from '../opml.ts';
import { isNotThere, later, missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';

export interface Deployed {
  readonly check: Check;
  /** Undefined where nothing is deployed. */
  readonly outputs: Readonly<Record<string, string>> | undefined;
}

export async function checkStack({ stage, aws: { region } }: Patient): Promise<Deployed> {
  const mend = `npx cdk deploy -c stage=${stage}`;
  try {
    const { Stacks } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: `Caravan-${stage}` }));
    const { StackStatus = 'unknown', Outputs = [] } = Stacks?.[0] ?? {};
    const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    const isUp = /^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus);
    return { check: isUp ? right('stack', `Caravan-${stage} is up: ${outputs['Url'] ?? 'of an old release, without a Url'}`) : missing('stack', `Caravan-${stage} is ${StackStatus}.`, mend), outputs };
  } catch (error) {
    if (isNotThere(error)) return { check: missing('stack', `Caravan-${stage} is not deployed.`, mend), outputs: undefined };
    throw error;
  }
}

export async function checkAlarms({ aws: { alarmAddress, region } }: Patient, topicArn: string | undefined): Promise<Check> {
  if (topicArn === undefined) return later('alarms', `${alarmAddress} gets a mail from AWS with the first deploy, and confirms it.`);
  const { Subscriptions = [] } = await new SNSClient({ region }).send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  const found = Subscriptions.find(({ Endpoint }) => Endpoint === alarmAddress);
  return found?.SubscriptionArn?.startsWith('arn:') ? right('alarms', `reach ${alarmAddress}`) : missing('alarms', `${alarmAddress} has not confirmed that it wants them: nobody is told.`, 'Press the link in the mail "AWS Notification - Subscription Confirmation"');
}

export async function checkSources({ stage, aws: { sources: file, region } }: Patient, outputs: Deployed['outputs']): Promise<Check[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return [missing('sources', `There is no file ${file}.`, `aws.sources in lib/settings/${stage}.ts`)];
  const { feeds, broken } = feedsOf(text);
  const wrong = broken.map(({ url, reason }) => missing('sources', `${file}: ${url}: ${reason}.`, `Mend or remove the entry in ${file}`));
  if (outputs === undefined) return [...wrong, later('sources', `${feeds.length} are to be imported after the deploy.`)];
  const known = new Set((await Array.fromAsync(operatorClients(outputs, { region }).sources.all())).map(({ url }) => url));
  const lacking = feeds.filter(({ url }) => !known.has(url)).length;
  return [...wrong, lacking === 0 ? right('sources', `all ${feeds.length} of ${file} are there`) : missing('sources', `${lacking} of ${feeds.length} sources of ${file} are not there (or have moved since).`, `npx caravan sources import ${file} --stage ${stage}`)];
}
