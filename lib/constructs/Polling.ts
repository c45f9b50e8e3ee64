import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ingestEnv } from '../../functions/ingest/env.ts';
import { duePollsEnv } from '../../functions/due-polls/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Scheduled } from './Scheduled.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly publicUrl: string;
}

/** 20 for the slowest publisher, then five large documents of 8, one after another, and what is left to store them. */
const ingestTimeout = Duration.seconds(90);

/** Due polls → polls.fifo → ingest → Articles; and leases, for what a document tells of its hub. */
export class Polling extends Construct {
  readonly polls: Queue;
  /** Leases to ask hubs for. */
  readonly leases: Queue;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.polls = new WorkQueue(this, 'Polls', {
      ...parts,
      fifo: true,
      workerTimeout: ingestTimeout,
      // A poll is asked for again every five minutes: of a host that hangs no more than this piles up.
      retentionPeriod: Duration.hours(2),
      maxReceiveCount: 5,
      deadLetters: {
        id: 'PollsDeadLetters',
        runbook: {
          wide: true,
          heading: 'Polls dead letters',
          readerImpact:
            'A source was not polled five times running; the schedule goes on asking, so its articles are late, not lost.',
        },
      },
    });
    this.leases = new WorkQueue(this, 'Leases', {
      ...parts,
      workerTimeout: Duration.seconds(60),
      // After that no verification is expected any more, and the lease is asked for anew a day later.
      retentionPeriod: Duration.hours(1),
      maxReceiveCount: 5,
      deadLetters: {
        id: 'LeasesDeadLetters',
        runbook: {
          wide: true,
          heading: 'Leases dead letters',
          readerImpact: 'News of a source with a hub comes by its polls for a day more, and not within seconds.',
        },
      },
    });
    this.addDuePolls(parts);
    this.addIngest(parts);
  }

  private addDuePolls({ store, ...context }: Parts): void {
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
    schedule.grantTable(store.sources, ['GetItem', 'BatchGetItem', 'PutItem'], ['Query', 'Scan']);
    this.polls.grant(schedule, 'sqs:SendMessage');
    new Scheduled(this, 'ScheduleRun', { ...context, target: schedule, name: 'Schedule' });
  }

  private addIngest({ store, publicUrl, ...context }: Parts): void {
    const ingest = new CaravanFunction(this, 'Ingest', {
      ...context,
      folder: 'ingest',
      processes: ['modules/feed-reading/reader.ts', 'modules/full-text/pageReader.ts'],
      env: ingestEnv,
      environment: {
        SOURCES_TABLE: store.sources.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        LEASES_QUEUE_URL: this.leases.queueUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        BACKLOG_HOURS: String(context.settings.backlogHours),
        RESTLESS_HOURS: String(context.settings.restlessHours),
        USER_AGENT: userAgentOf(publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: ingestTimeout,
      memorySize: 1024, // a document takes 400 MB at most to read (ADR 17), a page 200, and nine documents of 15 MB may wait
      runbook: { wide: true, heading: 'Ingest fails', readerImpact: 'Articles of some sources are late.' },
    });
    ingest.grantTable(store.sources, ['GetItem', 'UpdateItem', 'PutItem']);
    ingest.grantTable(store.articles, ['GetItem', 'BatchGetItem', 'PutItem']);
    this.leases.grant(ingest, 'sqs:SendMessage');
    ingest.consumes(this.polls, { batchSize: 10, maxConcurrency: context.settings.atOnce.ingest });
  }
}
