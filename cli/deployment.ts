import { CloudFormationClient, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { operatorClients, twinOperator } from '../functions/shared/aws/operatorClients.ts';
import type { OperatorClients } from '../functions/shared/aws/operatorClients.ts';
import { readTwinFile } from '../local/twinFile.ts';
import { checkAccount } from './doctor/account.ts';
import { patientOf } from './doctor/patient.ts';
import { Fault } from './fault.ts';

/** A Caravan that runs somewhere, with the operator's own right to it. */
export interface Deployment extends OperatorClients {
  readonly name: string;
  /** The local twin may reach feeds on this machine. */
  readonly allowLoopback: boolean;
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
  const queues = Object.entries(twin.resources).flatMap(([id, { type, name }]) => (type === 'AWS::SQS::Queue' ? [{ id, address: name }] : []));
  return { name: 'the local twin', allowLoopback: true, queues, ...operatorClients(twin.outputs, twinOperator(twin.endpoint)) };
}

async function connectStage(stage: string): Promise<Deployment> {
  const StackName = `Caravan-${stage}`;
  const patient = patientOf(stage);
  const { region } = patient.aws;
  const account = await checkAccount(patient);
  if (account.state !== 'right') throw new Fault(`The credentials ${account.says}\nWhat helps: ${account.mend ?? ''}`);
  try {
    const client = new CloudFormationClient({ region });
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    const queues: { id: string; address: string }[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) {
        if (ResourceType === 'AWS::SQS::Queue') queues.push({ id: LogicalResourceId, address: PhysicalResourceId });
      }
    }
    return { name: `stage ${stage}`, allowLoopback: false, queues, ...operatorClients(outputs, { region }) };
  } catch (error) {
    throw new Fault(`Stage ${stage} cannot be reached: ${(error as Error).message}\n"caravan doctor --stage ${stage}" says what it lacks.`, { cause: error });
  }
}
