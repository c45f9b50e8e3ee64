import { Duration } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ingestEnv } from '../../functions/ingest/env.ts';
import { duePollsEnv } from '../../functions/due-polls/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { DeadLetterQueue } from './DeadLetterQueue.ts';
import { Scheduled } from './Scheduled.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

/** Schedule → polls.fifo → ingest → Articles; and leases, for what a document tells of its hub. */
export class Polling extends Construct {
  readonly polls: Queue;
  /** Leases to ask hubs for. */
  readonly leases: Queue;

  constructor(
    scope: Construct,
    id: string,
    { store, publicUrl, ...context }: StageContext & { store: Store; publicUrl: string },
  ) {
    super(scope, id);
    // 20 for the slowest publisher, then five documents of 8, one after another, and what is left to store them
    const timeout = Duration.seconds(90);
    const deadLetters = new DeadLetterQueue(this, 'PollsDeadLetters', {
      ...context,
      fifo: true,
      runbook: {
        wide: true,
        heading: 'Polls dead letters',
        readerImpact:
          'A source was not polled five times running; the schedule goes on asking, so its articles are late, not lost.',
      },
    });
    this.polls = new Queue(this, 'Polls', {
      fifo: true,
      // Without these two, SQS takes 300 calls a second for the whole queue: a million sources would be more.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // What waits longer has been asked for again since, every five minutes: of a host that hangs no more than this
      // piles up.
      retentionPeriod: Duration.hours(2),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });

    this.leases = new Queue(this, 'Leases', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // then no verification is expected any more, and it is asked for anew a day later
      retentionPeriod: Duration.hours(1),
      visibilityTimeout: Duration.minutes(6), // six times what lease may take
      deadLetterQueue: {
        queue: new DeadLetterQueue(this, 'LeasesDeadLetters', {
          ...context,
          runbook: {
            wide: true,
            heading: 'Leases dead letters',
            readerImpact: 'News of a source with a hub comes by its polls for a day more, and not within seconds.',
          },
        }),
        maxReceiveCount: 5,
      },
    });

    const schedule = new CaravanFunction(this, 'Schedule', {
      ...context,
      folder: 'due-polls',
      env: duePollsEnv,
      environment: { SOURCES_TABLE: store.sources.tableName, POLLS_QUEUE_URL: this.polls.queueUrl },
      timeout: Duration.seconds(50),
      memorySize: 256,
      runbook: { heading: 'Schedule fails', readerImpact: 'No source is polled: new articles are late.' },
      untraced: true,
    });
    schedule.grantTable(store.sources, [], ['Query', 'Scan']);
    this.polls.grant(schedule, 'sqs:SendMessage');
    new Scheduled(this, 'ScheduleRun', { ...context, target: schedule, name: 'Schedule' });

    const ingest = new CaravanFunction(this, 'Ingest', {
      ...context,
      folder: 'ingest',
      processes: ['modules/feed-reading/reader.ts'],
      env: ingestEnv,
      environment: {
        SOURCES_TABLE: store.sources.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        LEASES_QUEUE_URL: this.leases.queueUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        BACKLOG_HOURS: String(context.settings.backlogHours),
        USER_AGENT: userAgentOf(publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout,
      memorySize: 1024, // a document takes 400 MB at most to read (ADR 17), and four others of 15 MB may wait beside it
      runbook: { wide: true, heading: 'Ingest fails', readerImpact: 'Articles of some sources are late.' },
    });
    ingest.grantTable(store.sources, ['GetItem', 'UpdateItem', 'PutItem']);
    ingest.grantTable(store.articles, ['GetItem', 'BatchGetItem', 'PutItem']);
    this.leases.grant(ingest, 'sqs:SendMessage');
    ingest.consumes(this.polls, { batchSize: 5, maxConcurrency: context.settings.atOnce.ingest });
  }
}
