import { Duration, Names } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Charset, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { join, resolve } from 'node:path';
import type { EnvSpec } from '../../functions/shared/runtime/env.ts';
import { accepted } from './accepted.ts';
import { esbuildArgs, processesBeside } from './bundling.ts';
import { runbookAlarm } from './runbookAlarm.ts';
import type { Runbook } from './runbookAlarm.ts';
import { removalOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

export interface CaravanFunctionProps<Name extends string> extends StageContext {
  /** The folder under functions/ whose handler.ts runs. */
  readonly folder: string;
  /** Files of the folder, without `.ts`, that the function runs in processes of their own. */
  readonly processes?: readonly string[];
  /** The function's env.ts: a name that is missing or misspelt here does not compile. */
  readonly env: EnvSpec<Name>;
  readonly environment: Record<NoInfer<Name>, string>;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly runbook: Runbook;
}

/** The house's Lambda function: Node 24 on ARM64, one bundle, its own role with nothing but what is granted, logs that end, traces, and an alarm. */
export class CaravanFunction<Name extends string = string> extends NodejsFunction {
  constructor(scope: Construct, id: string, props: CaravanFunctionProps<Name>) {
    const { folder, processes = [], environment, timeout, memorySize, runbook } = props;
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: props.settings.logRetentionDays, removalPolicy: removalOf(props) });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    accepted(role, 'IAM5[Resource::*]', 'X-Ray takes no resource, nor does dynamodb:ListStreams; everything else names its own, which test/infra checks.');
    super(scope, id, {
      entry: join(projectRoot, 'functions', folder, 'handler.ts'),
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      timeout,
      memorySize,
      environment: {
        POWERTOOLS_SERVICE_NAME: folder,
        POWERTOOLS_METRICS_NAMESPACE: `Caravan/${props.stage}`,
        ...environment,
      },
      awsSdkConnectionReuse: false, // the SDK's third version keeps connections by itself
      bundling: { format: OutputFormat.ESM, minify: true, charset: Charset.UTF8, target: 'node24', mainFields: ['module', 'main'], bundleAwsSDK: true, esbuildArgs, commandHooks: processesBeside(folder, processes) },
    });
    runbookAlarm(this, 'ErrorsAlarm', props, runbook, { metric: this.metricErrors({ period: Duration.minutes(5) }), threshold: 3 });
  }

  /** Grants these actions on the table and on the named indexes, and on nothing else. */
  mayUse(table: ITable, actions: readonly string[], indexes: readonly string[] = []): void {
    const statement = (resources: string[], allowed: readonly string[]) =>
      this.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: allowed.map((action) => `dynamodb:${action}`), resources }));
    if (actions.length > 0) statement([table.tableArn], actions);
    if (indexes.length > 0) statement(indexes.map((index) => `${table.tableArn}/index/${index}`), ['Query']);
  }
  /** Feeds the function from a queue. The library's own event source grants two actions more than Lambda's pollers use. */
  worksOff(queue: IQueue, batch: { readonly batchSize: number; readonly maxConcurrency?: number }): void {
    this.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, { ...batch, eventSourceArn: queue.queueArn, reportBatchItemFailures: true });
    queue.grant(this, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
  }

  /** Grants reading a secret's value; the library's own grant would describe it too. */
  mayRead(secret: ISecret): void {
    this.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }));
  }
}
