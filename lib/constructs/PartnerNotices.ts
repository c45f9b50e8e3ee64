import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { tellPartnersEnv } from '../../functions/tell-partners/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Delivering } from './Delivering.ts';
import type { Mailing } from './Mailing.ts';
import type { Serving } from './Serving.ts';
import { Scheduled } from './Scheduled.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

interface Parts {
  readonly store: Store;
  readonly delivering: Pick<Delivering, 'endpointKey' | 'fanout'>;
  readonly mailing: Mailing;
  readonly serving: Pick<Serving, 'publicUrl'>;
}

/** A schedule → tell-partners → partners' other endpoints, and SES → their contacts. */
export class PartnerNotices extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { store, delivering, mailing, serving: { publicUrl }, ...context }: StageContext & Parts,
  ) {
    super(scope, id);
    const tell = new CaravanFunction(this, 'Tell', {
      ...context,
      folder: 'tell-partners',
      env: tellPartnersEnv,
      environment: {
        ...mailing.environment,
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        FANOUT_QUEUE_URL: delivering.fanout.queueUrl,
        ENDPOINT_KEY_ARN: delivering.endpointKey.arn,
        PUBLIC_URL: publicUrl,
        PUBLICATION_TITLE: context.settings.title,
        USER_AGENT: userAgentOf(publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: Duration.seconds(120),
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Tell partners fails',
        readerImpact: 'Partners hear late that an endpoint of theirs fails or was disabled.',
      },
    });
    tell.grantTable(store.subscribers, ['Query', 'GetItem', 'PutItem', 'UpdateItem']);
    delivering.fanout.grant(tell, 'sqs:SendMessage'); // what is to be told of an entitlement that ended
    tell.grantReadSecret(delivering.endpointKey);
    mailing.grantSend(tell);
    new Scheduled(this, 'TellRun', { ...context, target: tell, name: 'Tell partners', every: Duration.hours(1) });
  }
}
