import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { TableProps } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { removalOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';

/** Lists comments: what waits for a person, and what is approved of each article. */
export const commentIndexName = 'comments';

/** Four tables, split by lifecycle. Each has a sparse, sharded index of what is due. */
export class Store extends Construct {
  readonly sources: Table;
  readonly articles: Table;
  readonly subscribers: Table;
  readonly deliveries: Table;

  constructor(scope: Construct, id: string, context: StageContext) {
    super(scope, id);
    this.sources = this.table('Sources', context, {});
    this.articles = this.table('Articles', context, {
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expireAt',
    });
    this.subscribers = this.table('Subscribers', context, { timeToLiveAttribute: 'expireAt' });
    this.deliveries = this.table('Deliveries', context, { timeToLiveAttribute: 'expireAt' });

    this.articles.addGlobalSecondaryIndex({
      indexName: commentIndexName,
      partitionKey: { name: 'commentList', type: AttributeType.STRING },
      sortKey: { name: 'commentPlace', type: AttributeType.STRING },
    });
    for (const [table, ...nonKeyAttributes] of [
      [this.sources, 'id', 'url'], // for the message of a poll
      [this.articles],
      [this.subscribers, 'alike'], // readers who share an issue are asked for together
      [this.deliveries],
    ] as const)
      table.addGlobalSecondaryIndex({
        indexName: 'due',
        partitionKey: { name: 'dueShard', type: AttributeType.STRING },
        sortKey: { name: 'dueAt', type: AttributeType.NUMBER },
        ...(nonKeyAttributes.length === 0
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes }),
      });
  }

  private table(id: string, context: StageContext, props: Partial<TableProps>): Table {
    return new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      removalPolicy: removalOf(context),
      deletionProtection: context.settings.protected,
      resourcePolicy: new PolicyDocument({ statements: [tlsOnly()] }),
      ...props,
    });
  }
}

const tlsOnly = () =>
  new PolicyStatement({
    sid: 'TlsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['dynamodb:*'],
    resources: ['*'], // in a resource policy: this table, whose name is not known before it is made
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
