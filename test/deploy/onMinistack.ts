import { execFile, type ExecFileException } from 'node:child_process';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { edgeHeader } from '../../platform/http/edge.ts';
import type { Ran } from '../helpers/commandProcess.ts';
import type { Ministack } from './ministack.ts';
import { ask, eventually, type Posted, type World } from './world.ts';

/** The stage that is deployed. */
export const stage = 'prod';
export const stackName = `Caravan-${stage}`;

/** 1 where a signal ended the program, or it never ran. */
function exitCodeOf(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : 1;
}

/** Runs a program with ministack in the place of AWS. */
export const run = ({ environment }: Ministack, program: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      program,
      args,
      { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        resolve({ code: exitCodeOf(error), out, err });
      },
    );
  });

const clientSettings = ({ endpoint }: Ministack) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/**
 * The stage on ministack, once it is deployed. Requests go to the API, with what CloudFront would add: its data plane
 * reaches no API.
 */
export async function onMinistack(ministack: Ministack): Promise<World> {
  const cloudFormation = new CloudFormationClient(clientSettings(ministack));
  const pages = await Array.fromAsync(paginateListStackResources({ client: cloudFormation }, { StackName: stackName }));
  const resources = pages.flatMap(({ StackResourceSummaries: found = [] }) => found);
  const physical = (type: string, id: RegExp): string =>
    resources.find(({ ResourceType, LogicalResourceId = '' }) => ResourceType === type && id.test(LogicalResourceId))
      ?.PhysicalResourceId ?? '';
  const { SecretString: secret = '' } = await new SecretsManagerClient(clientSettings(ministack)).send(
    new GetSecretValueCommand({ SecretId: physical('AWS::SecretsManager::Secret', /EdgeSecret/) }),
  );
  const host = `${physical('AWS::ApiGatewayV2::Api', /./)}.execute-api.localhost:${new URL(ministack.endpoint).port}`;
  return {
    name: 'ministack',
    caravan: (...args) =>
      run(ministack, process.execPath, [
        '--import',
        './test/deploy/loopback.mjs',
        'cli/caravan.ts',
        '--stage',
        stage,
        ...args,
      ]),
    get: (path, { headers = {}, ...asked } = {}) =>
      ask(
        ministack.endpoint,
        path,
        { ...asked, headers: { ...headers, [edgeHeader]: secret, 'cloudfront-viewer-address': '192.0.2.7:4711' } },
        host,
      ),
    mailsTo: async (address) =>
      mailsIn(await (await fetch(`${ministack.endpoint}/_ministack/ses/messages`)).json(), address),
    stop: async () => {
      await ministack.stop();
    },
  };
}

interface SentMail {
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
}

const mailsIn = (answer: unknown, address: string): Posted[] =>
  Object.values((answer as { messages: Record<string, SentMail[]> }).messages)
    .flat()
    .filter(({ To }) => To.includes(address))
    .map(({ Subject, BodyText, BodyHtml }) => ({ subject: Subject, text: BodyText, html: BodyHtml }));

/** Why ministack does not make a stack of one resource; undefined where it does. */
export async function refusalOf(ministack: Ministack, type: string, properties: object): Promise<string | undefined> {
  const cloudFormation = new CloudFormationClient(clientSettings(ministack));
  const StackName = `only-${type.replaceAll('::', '-').toLowerCase()}`;
  try {
    await cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify({ Resources: { Only: { Type: type, Properties: properties } } }),
      }),
    );
  } catch (error) {
    return (error as Error).message;
  }
  const status = await eventually(`${type} is made or not`, async () => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return stack?.StackStatus?.endsWith('IN_PROGRESS') ? undefined : stack?.StackStatus;
  });
  const { StackEvents: events = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  return status === 'CREATE_COMPLETE'
    ? undefined
    : (events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason ?? status);
}
