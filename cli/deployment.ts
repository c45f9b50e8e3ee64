import { CloudFormationClient, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readTwinFile } from '../local/twinFile.ts';
import { ArticlesTable } from '../functions/shared/aws/articlesTable.ts';
import { ListsTable } from '../functions/shared/aws/listsTable.ts';
import { PollsQueue } from '../functions/shared/aws/pollsQueue.ts';
import { SourcesTable } from '../functions/shared/aws/sourcesTable.ts';
import { Fault } from './fault.ts';

/** A Caravan that runs somewhere, with the operator's own right to it. */
export interface Deployment {
  readonly name: string;
  readonly url: string;
  /** The local twin may reach feeds on this machine. */
  readonly allowLoopback: boolean;
  readonly sources: SourcesTable;
  readonly articles: ArticlesTable;
  readonly lists: ListsTable;
  readonly polls: PollsQueue;
  readonly sqs: SQSClient;
  /** Every queue's logical id, and its name or address. */
  readonly queues: readonly { id: string; address: string }[];
}

/** The twin where no stage is named, or else the stage's stack, with the operator's AWS credentials. */
export async function connect({ stage, data = process.env.CARAVAN_DATA ?? '.caravan' }: { stage?: string; data?: string }): Promise<Deployment> {
  return stage === undefined ? connectTwin(data) : connectStage(stage);
}

function connectTwin(data: string): Deployment {
  const twin = readTwinFile(data);
  if (!twin) throw new Fault(`No twin runs on ${data}. Start one with "npm start", or name a stage with --stage.`);
  const config = { endpoint: twin.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'operator', secretAccessKey: 'twin' } };
  const queues = Object.entries(twin.resources).flatMap(([id, { type, name }]) => (type === 'AWS::SQS::Queue' ? [{ id, address: name }] : []));
  return { name: 'the local twin', allowLoopback: true, queues, ...clients(twin.outputs, config) };
}

async function connectStage(stage: string): Promise<Deployment> {
  const cloudFormation = new CloudFormationClient();
  const StackName = `Caravan-${stage}`;
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const outputs = Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    const queues: { id: string; address: string }[] = [];
    for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
      for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? []) {
        if (ResourceType === 'AWS::SQS::Queue') queues.push({ id: LogicalResourceId, address: PhysicalResourceId });
      }
    }
    return { name: `stage ${stage}`, allowLoopback: false, queues, ...clients(outputs, {}) };
  } catch (error) {
    throw new Fault(`Stage ${stage} cannot be reached: ${(error as Error).message} Are AWS_PROFILE and AWS_REGION those that it was deployed with?`, { cause: error });
  }
}

function clients(outputs: Record<string, string>, config: ConstructorParameters<typeof SQSClient>[0]) {
  const output = (name: string) => {
    const value = outputs[name];
    if (value === undefined) throw new Fault(`The stack has no output ${name}: it is of another release; deploy it again.`);
    return value;
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...config }), { marshallOptions: { removeUndefinedValues: true } });
  const sqs = new SQSClient({ ...config });
  const retentionDays = Number(output('RetentionDays'));
  return {
    url: output('Url'),
    sources: new SourcesTable(client, output('SourcesTable')),
    articles: new ArticlesTable(client, output('ArticlesTable'), retentionDays),
    lists: new ListsTable(client, output('ArticlesTable'), retentionDays),
    polls: new PollsQueue(sqs, output('PollsQueueUrl')),
    sqs,
  };
}
