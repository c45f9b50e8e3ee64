import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { MailVariable } from '../../modules/mail/settings.ts';
import { mailEventsEnv } from '../../functions/mail-events/env.ts';
import { suppressNag } from './suppressNag.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Key } from './Key.ts';
import { appMetric, runbookAlarm } from './runbookAlarm.ts';
import { removalOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

/** Our identity with SES, and SES's events: SES → topic → mail-events → the ledger and subscribers' rows. */
export class Mailing extends Construct {
  /** Signs the links in mails, and makes readers' ids of addresses. */
  readonly readerKey: Key;
  /** The environment of every function that sends mail. */
  readonly environment: Record<MailVariable, string>;
  private readonly from: string;
  /** As the checks of the template write it. */
  private readonly anyIdentity: string;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { store, ...context }: StageContext & { store: Store }) {
    super(scope, id);
    const { from, replyTo, postalAddress, perSecond, perDay } = context.settings.mail;
    this.from = from.address;
    const { account, region } = context.settings.aws ?? { account: '<AWS::AccountId>', region: '<AWS::Region>' };
    this.anyIdentity = `arn:${context.settings.aws ? 'aws' : '<AWS::Partition>'}:ses:${region}:${account}:identity/*`;
    this.readerKey = new Key(this, 'ReaderKey', { ...context, key: 'reader-key' });
    this.addIdentity(context);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL, // a mailbox without TLS gets its digest all the same
    });
    this.environment = {
      CONFIGURATION_SET: this.configurationSet.configurationSetName,
      MAIL_FROM: `"${from.name}" <${from.address}>`,
      MAIL_REPLY_TO: replyTo,
      MAIL_POSTAL_ADDRESS: postalAddress,
      MAIL_PER_SECOND: String(perSecond),
      MAIL_PER_DAY: String(perDay),
    };

    this.addMailEvents({ store, ...context });
    this.addAlarms(context);
  }

  private addIdentity(context: StageContext): void {
    if (context.settings.mail.identity === 'ours') {
      const identity = new EmailIdentity(this, 'Identity', {
        identity: Identity.domain(this.from.split('@')[1] ?? ''),
      });
      // kept, it is verified still when the stage comes back, with `exists`
      identity.applyRemovalPolicy(removalOf(context));
    }
  }

  private addMailEvents({ store, ...context }: StageContext & { store: Store }): void {
    const topic = new Topic(this, 'Events', {
      displayName: `Caravan ${context.stage}: what became of mails`,
      enforceSSL: true,
    });
    this.configurationSet.addEventDestination('EventsDestination', {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    const timeout = Duration.seconds(30);
    const queue = new WorkQueue(this, 'EventsQueue', {
      ...context,
      workerTimeout: timeout,
      retentionPeriod: Duration.days(14),
      maxReceiveCount: 5,
      deadLetters: {
        id: 'EventsDeadLetters',
        runbook: {
          heading: 'Mail events dead letters',
          readerImpact:
            'A bounce, a complaint or a delivery was not entered: somebody who complained may get another digest.',
        },
      },
    });
    topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
    const mailEvents = new CaravanFunction(this, 'MailEvents', {
      ...context,
      folder: 'mail-events',
      env: mailEventsEnv,
      environment: { SUBSCRIBERS_TABLE: store.subscribers.tableName, DELIVERIES_TABLE: store.deliveries.tableName },
      timeout,
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Mail events fails',
        readerImpact: 'Bounces and complaints are entered late; digests go on.',
      },
    });
    mailEvents.grantTable(store.subscribers, ['BatchGetItem', 'GetItem', 'PutItem']);
    mailEvents.grantTable(store.deliveries, ['BatchGetItem', 'UpdateItem']);
    mailEvents.consumes(queue, { batchSize: 10 });
  }

  private addAlarms(context: StageContext): void {
    runbookAlarm(
      this,
      'ComplaintsAlarm',
      context,
      {
        wide: true,
        heading: 'Readers complain',
        readerImpact:
          'Several readers called a digest spam within five minutes; at 0.1 % of all mails SES may stop us from sending.',
      },
      {
        metric: appMetric(context, 'mail-events', 'Complaints'),
        threshold: 5,
      },
    );
    runbookAlarm(
      this,
      'BouncesAlarm',
      context,
      {
        wide: true,
        heading: 'Mails bounce',
        readerImpact: 'Many digests came back for good; at 5 % of all mails SES may stop us from sending.',
      },
      {
        metric: appMetric(context, 'mail-events', 'HardBounces'),
        threshold: 20,
      },
    );
  }

  /**
   * Grants sending one mail to several people, too. IAM is told of no sender by then: what holds it to ours is the
   * identity, so that in SES's sandbox, which asks for the recipient's, mails go one by one.
   */
  grantSendTogether(grantee: CaravanFunction): void {
    this.grantSend(grantee);
    const named = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendBulkEmail'],
        resources: [
          named('identity', this.from.split('@')[1] ?? ''),
          named('configuration-set', this.configurationSet.configurationSetName),
          named('template', '*'),
        ],
      }),
    );
    suppressNag(
      grantee.role!,
      `IAM5[Resource::${this.anyIdentity.replace('identity', 'template')}]`,
      'Required of who sends several mails in one call; our template is a part of the call, and has no name.',
    );
  }

  /**
   * Grants sending from our address with our configuration set. Any identity
   * of the account will do: in the sandbox SES asks whether the caller may use the recipient's too, and the condition
   * is what holds a sender to ours.
   */
  grantSend(grantee: CaravanFunction): void {
    const named = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'], // no raw mails
        resources: [named('identity', '*'), named('configuration-set', this.configurationSet.configurationSetName)],
        conditions: { StringEquals: { 'ses:FromAddress': this.from } },
      }),
    );
    suppressNag(
      grantee.role!,
      `IAM5[Resource::${this.anyIdentity}]`,
      'In the sandbox SES asks for the recipient too; the condition holds the sender to our one address.',
    );
  }
}
