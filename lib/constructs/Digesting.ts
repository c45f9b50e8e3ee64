import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { digestEnv } from '../../functions/digest/env.ts';
import { dueDigestsEnv } from '../../functions/due-digests/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Scheduled } from './Scheduled.ts';
import type { Mailing } from './Mailing.ts';
import { appMetric, runbookAlarm } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly mailing: Mailing;
  readonly publicUrl: string;
}

const digestTimeout = Duration.seconds(90);

/** Every minute → due digests → digests.fifo → digest → SES. */
export class Digesting extends Construct {
  readonly digests: Queue;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.digests = new WorkQueue(this, 'Digests', {
      ...parts,
      fifo: true,
      workerTimeout: digestTimeout,
      retentionPeriod: Duration.days(1), // what waits longer has been asked for again since
      maxReceiveCount: 3,
      deadLetters: {
        id: 'DigestsDeadLetters',
        runbook: {
          wide: true,
          heading: 'Digests dead letters',
          readerImpact: 'A digest could not be made, by our own fault; it stays due and is asked for again.',
        },
      },
    });
    this.addDueDigests(parts);
    this.addDigest(parts);
    this.addAlarms(parts);
  }

  private addDueDigests({ store, ...context }: Parts): void {
    const dueDigests = new CaravanFunction(this, 'DueDigests', {
      ...context,
      folder: 'due-digests',
      env: dueDigestsEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        DIGESTS_QUEUE_URL: this.digests.queueUrl,
        MAIL_PER_SECOND: String(context.settings.mail.perSecond),
        MAIL_PER_DAY: String(context.settings.mail.perDay),
      },
      timeout: Duration.seconds(50),
      memorySize: 256,
      runbook: { heading: 'Due digests fails', readerImpact: 'Digests come late; nothing is lost: they stay due.' },
      untraced: true,
    });
    dueDigests.grantTable(store.subscribers, ['GetItem'], ['Query', 'Scan']);
    dueDigests.grantTable(store.articles, ['Query']);
    this.digests.grant(dueDigests, 'sqs:SendMessage');
    new Scheduled(this, 'DueDigestsRun', { ...context, target: dueDigests, name: 'Due digests' });
  }

  private addDigest({ store, mailing, publicUrl, ...context }: Parts): void {
    const digest = new CaravanFunction(this, 'Digest', {
      ...context,
      folder: 'digest',
      env: digestEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        READER_KEY_ARN: mailing.readerKey.arn,
        PUBLIC_URL: publicUrl,
        PUBLICATION_TITLE: context.settings.title,
        LINKS_TO: context.settings.edition.linksTo,
        ...mailing.environment,
      },
      timeout: digestTimeout,
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Digest fails',
        readerImpact: 'Digests come late; nothing is lost: they stay due.',
      },
    });
    digest.grantTable(store.subscribers, ['BatchGetItem', 'GetItem', 'PutItem']);
    digest.grantTable(store.articles, ['Query', 'BatchGetItem']);
    digest.grantTable(store.deliveries, ['BatchGetItem', 'PutItem', 'UpdateItem']);
    mailing.grantSendTogether(digest);
    digest.grantReadSecret(mailing.readerKey);
    // One worker sends some 50 mails a second; more of them than the pace allows would be paid for waiting.
    digest.consumes(this.digests, {
      batchSize: 10,
      maxConcurrency: Math.min(100, Math.max(2, Math.ceil(context.settings.mail.perSecond / 40))),
    });
  }

  private addAlarms(context: StageContext): void {
    runbookAlarm(
      this,
      'SendingStoppedAlarm',
      context,
      {
        heading: 'Mail is stopped',
        readerImpact:
          'SES takes no mail from us at all: no digest and no confirmation arrives until it does; all of them wait.',
      },
      {
        metric: appMetric(context, 'digest', 'MailStopped'),
      },
    );
    runbookAlarm(
      this,
      'QuotaAlarm',
      context,
      {
        wide: true,
        heading: 'Mail quota reached',
        readerImpact: "Today's mails are used up: the digests that are left come tomorrow, in order.",
      },
      {
        metric: appMetric(context, 'due-digests', 'DigestsOverQuota'),
      },
    );
    runbookAlarm(
      this,
      'RefusedAlarm',
      context,
      {
        wide: true,
        heading: 'Digests refused',
        readerImpact: 'SES refused digests as they are: their readers miss one each.',
      },
      {
        metric: appMetric(context, 'digest', 'DigestsRefused'),
      },
    );
    runbookAlarm(
      this,
      'CutAlarm',
      context,
      {
        wide: true,
        heading: 'Digests cut short',
        readerImpact:
          'Digests left out what was announced first since the last one: more was announced than one digest ever looks at.',
      },
      {
        metric: appMetric(context, 'digest', 'DigestsCut'),
      },
    );
  }
}
