import { Duration, Names } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Function, RecursiveLoop, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EnvSpec } from '../../platform/runtime/env.ts';
import { suppressNag } from './suppressNag.ts';
import { codeOf } from './bundling.ts';
import type { FunctionCode } from './bundling.ts';
import type { Key } from './Key.ts';
import { runbookAlarm } from './runbookAlarm.ts';
import type { Runbook } from './runbookAlarm.ts';
import { removalOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';

export interface CaravanFunctionProps<Name extends string> extends StageContext, FunctionCode {
  /** The function's env.ts: a name that is missing or misspelt here does not compile. */
  readonly env: EnvSpec<Name>;
  readonly environment: Record<NoInfer<Name>, string>;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly runbook: Runbook;
  /**
   * It wakes itself on purpose, by a queue, and ends by itself: Lambda would stop such a chain after some 16 steps, and
   * make a dead letter of the next (Lambda developer guide, "Use Lambda recursive loop detection").
   */
  readonly wakesItself?: true;
  /**
   * It runs each minute, mostly for nothing: X-Ray would sample every such run, as the first of its second, and bill it
   * (X-Ray developer guide, "Sampling rules": one request each second, and 5 % of the others). Its logs have a trace id
   * all the same.
   */
  readonly untraced?: true;
}

/**
 * The house's Lambda function: Node 24 on ARM64, one bundle, its own role with nothing but what is granted, logs that
 * end, traces, and an alarm.
 */
export class CaravanFunction<Name extends string = string> extends Function {
  constructor(scope: Construct, id: string, props: CaravanFunctionProps<Name>) {
    const { folder, environment, timeout, memorySize, runbook, wakesItself, untraced } = props;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.settings.logRetentionDays,
      removalPolicy: removalOf(props),
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    suppressNag(
      role,
      'IAM5[Resource::*]',
      'X-Ray takes no resource, nor does dynamodb:ListStreams; everything else names its own, which test/infra checks.',
    );
    super(scope, id, {
      code: codeOf(props),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      tracing: untraced ? Tracing.PASS_THROUGH : Tracing.ACTIVE,
      timeout,
      memorySize,
      ...(wakesItself && { recursiveLoop: RecursiveLoop.ALLOW }),
      environment: {
        POWERTOOLS_SERVICE_NAME: folder,
        POWERTOOLS_METRICS_NAMESPACE: `Caravan/${props.stage}`,
        ...environment,
      },
    });
    runbookAlarm(this, 'ErrorsAlarm', props, runbook, {
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      threshold: 3,
    });
  }

  /** Grants these actions on the table, and to query what its index of due rows holds, and on nothing else. */
  grantTable(table: ITable, actions: readonly string[], ofDue: readonly ('Query' | 'Scan')[] = []): void {
    const statement = (resources: string[], allowed: readonly string[]) =>
      this.addToRolePolicy(
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: allowed.map((action) => `dynamodb:${action}`),
          resources,
        }),
      );
    if (actions.length > 0) statement([table.tableArn], actions);
    if (ofDue.length > 0) statement([`${table.tableArn}/index/due`], ofDue);
  }

  /** Grants to query another index of the table. */
  grantIndex(table: ITable, index: string): void {
    this.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${index}`] }),
    );
  }

  /**
   * Feeds the function from a queue. The library's own event source grants two actions more than Lambda's pollers use.
   */
  consumes(queue: IQueue, batch: { readonly batchSize: number; readonly maxConcurrency?: number }): void {
    this.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
      ...batch,
      eventSourceArn: queue.queueArn,
      reportBatchItemFailures: true,
    });
    queue.grant(this, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
  }

  /**
   * Grants reading a key. AWS's own key for SSM (`aws/ssm`) opens it for whoever may: no grant of KMS is needed
   * (Systems Manager user guide, "SecureString parameter encryption").
   */
  grantReadSecret({ arn }: Key): void {
    this.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [arn] }));
  }
}
