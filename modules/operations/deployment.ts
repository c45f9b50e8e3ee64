import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { operatorClients, twinOperator } from './operatorClients.ts';
import type { OperatorClients } from './operatorClients.ts';
import { readTwinFile } from '../../local/twinFile.ts';
import { checkAccount } from './doctor/account.ts';
import { patientOf } from './doctor/patient.ts';
import { OperatorError } from './operatorError.ts';

/** A Caravan that runs somewhere, with the operator's own right to it. */
export interface Deployment extends OperatorClients {
  /** In words, for whoever must know where they are: "the local twin", "stage prod (eu-central-1)". */
  readonly name: string;
  /** The local twin may reach feeds on this machine. */
  readonly allowLoopback: boolean;
  /** Everything that the stack has made: its logical id, and its physical name or address. */
  readonly resources: readonly { id: string; type: string; address: string }[];
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  /** Of the twin: its console, where it has one. */
  readonly consoleUrl?: string | undefined;
  /** Of a stage: its name and its region. */
  readonly stage?: { readonly name: string; readonly region: string };
}

/** The twin where no stage is named, or else the stage's stack, with the operator's AWS credentials. */
export async function connect({
  stage,
  data = process.env.CARAVAN_DATA ?? '.caravan',
}: {
  stage?: string;
  data?: string;
}): Promise<Deployment> {
  return stage === undefined ? connectTwin(data) : connectStage(stage);
}

function connectTwin(data: string): Deployment {
  const twin = readTwinFile(data);
  if (!twin)
    throw new OperatorError(
      `No twin runs on ${data}, or it is still starting. Start one with "npm start", or name a stage: --stage, CARAVAN_STAGE.`,
    );
  const resources = Object.entries(twin.resources).map(([id, { type, name }]) => ({ id, type, name }));
  return { ...twinDeployment({ ...twin, resources }), consoleUrl: twin.consoleUrl };
}

/** A twin, wherever it runs, as the operator reaches it. */
export function twinDeployment({
  endpoint,
  outputs,
  resources,
}: {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly { id: string; type: string; name: string }[];
}): Deployment {
  const config = twinOperator(endpoint);
  return {
    name: 'the local twin',
    allowLoopback: true,
    resources: resources.map(({ id, type, name }) => ({ id, type, address: name })),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    ...operatorClients(outputs, config),
  };
}

async function connectStage(stage: string): Promise<Deployment> {
  const StackName = `Caravan-${stage}`;
  const patient = patientOf(stage);
  const { region } = patient.aws;
  const account = await checkAccount(patient);
  if (account.state !== 'right')
    throw new OperatorError(`The credentials ${account.says}\nWhat helps: ${account.mend ?? ''}`);
  try {
    const client = new CloudFormationClient({ region });
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
    const resources: { id: string; type: string; address: string }[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      resources.push(
        ...StackResourceSummaries.map(
          ({ ResourceType: type = '', LogicalResourceId: id = '', PhysicalResourceId: address = '' }) => ({
            id,
            type,
            address,
          }),
        ),
      );
    }
    const lambda = new LambdaClient({ region });
    return {
      name: `stage ${stage} (${region})`,
      allowLoopback: false,
      resources,
      events: new EventBridgeClient({ region }),
      lambda,
      stage: { name: stage, region },
      ...operatorClients(outputs, { region }),
    };
  } catch (error) {
    throw new OperatorError(
      `Stage ${stage} cannot be reached: ${(error as Error).message}\n"caravan doctor --stage ${stage}" says what it lacks.`,
      { cause: error },
    );
  }
}
