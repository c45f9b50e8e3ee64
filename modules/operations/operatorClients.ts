import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import { ArticleLog } from '../articles/articleLog.ts';
import { ArticleTopic } from '../articles/articleTopic.ts';
import { ArticlesTable } from '../articles/articlesTable.ts';
import { ListsTable } from '../articles/listsTable.ts';
import { SearchIndex } from '../search/searchIndex.ts';
import { DirectoryTable } from '../articles/directoryTable.ts';
import { HeldCorrectionsTable } from '../articles/heldCorrectionsTable.ts';
import { PinsTable } from '../articles/pinsTable.ts';
import { TopicRulesTable } from '../articles/topicRules.ts';
import { CommentsTable } from '../comments/commentsTable.ts';
import { GateTable } from '../comments/gateTable.ts';
import { EditorRulesTable } from '../editors/rulesTable.ts';
import { linksToSchema } from '../digests/content/digestContent.ts';
import type { Publication } from '../digests/content/digestContent.ts';
import { DigestsQueue } from '../digests/digestsQueue.ts';
import { DigestsTable } from '../digests/digestsTable.ts';
import type { SendLimits } from '../mail/sendRate.ts';
import { SendRateTable } from '../mail/sendRateTable.ts';
import { OwnSourcesTable } from '../sources/own/ownSourcesTable.ts';
import { RememberedStories } from '../sources/own/rememberedStories.ts';
import { PollsQueue } from '../sources/pollsQueue.ts';
import { SourcesTable } from '../sources/sourcesTable.ts';
import { operatorParameters } from './keys/operatorParameters.ts';
import type { Confirmation } from '../subscribers/confirmationMessage.ts';
import { readerKeyWith } from '../subscribers/readerKey.ts';
import type { ReaderKey } from '../subscribers/readerKey.ts';
import { SubscribersTable } from '../subscribers/subscribersTable.ts';
import { WeatherTable } from '../weather/weatherTable.ts';
import { DeliveriesTable } from '../webhooks/deliveriesTable.ts';
import { UsageTable } from '../webhooks/usage.ts';
import { EndpointsTable } from '../webhooks/endpointsTable.ts';
import { PartnersTable } from '../webhooks/partners.ts';
import { DeliveriesQueue, RecoveryQueue } from '../webhooks/queues.ts';

/** Tables, queues and clients for the command line and the console. */
export interface OperatorClients {
  /** Where readers find the feeds. */
  readonly url: string;
  readonly sources: SourcesTable;
  readonly ownSources: OwnSourcesTable;
  readonly articles: ArticlesTable;
  /** What is remembered of stories without a feed. */
  readonly stories: RememberedStories;
  /** An article that was published longer ago when it is first seen is backlog. */
  readonly backlogHours: number;
  readonly lists: ListsTable;
  readonly search: SearchIndex;
  readonly pins: PinsTable;
  readonly topicRules: TopicRulesTable;
  readonly editorRules: EditorRulesTable;
  /** Corrections that wait for an editor. */
  readonly heldCorrections: HeldCorrectionsTable;
  readonly directory: DirectoryTable;
  readonly comments: CommentsTable;
  readonly gate: GateTable;
  readonly articleTopic: ArticleTopic;
  readonly polls: PollsQueue;
  readonly log: ArticleLog;
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly weather: WeatherTable;
  readonly partners: PartnersTable;
  readonly usage: UsageTable;
  readonly endpoints: EndpointsTable;
  readonly ledger: DeliveriesTable;
  readonly deliveries: DeliveriesQueue;
  readonly recoveries: RecoveryQueue;
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
  readonly digestsQueue: DigestsQueue;
  readonly confirmations: RequestQueue<Confirmation>;
  readonly pace: SendRateTable;
  readonly mailLimits: SendLimits;
  /** The frame around a digest's stories. */
  readonly publication: Publication;
  readonly ses: SESv2Client;
  /** Knows readers by their address. */
  readonly readerKey: () => Promise<ReaderKey>;
  readonly sqs: SQSClient;
  /** The tables as they are, for who copies them whole. */
  readonly documents: DynamoDBDocumentClient;
  readonly tableNames: Readonly<Record<'sources' | 'articles' | 'subscribers' | 'deliveries', string>>;
}

/**
 * @param outputs the stack's, by name
 * @throws where the stack lacks an output, as one of another release does
 */
export function operatorClients(
  outputs: Readonly<Record<string, string>>,
  config: Pick<SQSClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): OperatorClients {
  const output = (name: string) => {
    const value = outputs[name];
    if (value === undefined)
      throw new Error(`The stack has no output ${name}: it is of another release; deploy it again.`);
    return value;
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const sqs = new SQSClient(config);
  const readerSecret = secretOnce(output('ReaderKeyArn'), operatorParameters(config));
  const mailLimits = { perSecond: Number(output('MailPerSecond')), perDay: Number(output('MailPerDay')) };
  const retentionDays = Number(output('RetentionDays'));
  return {
    url: output('Url'),
    sources: new SourcesTable(client, output('SourcesTable')),
    ...rowsOfArticles(client, output('ArticlesTable'), retentionDays),
    ownSources: new OwnSourcesTable(client, output('SourcesTable')),
    backlogHours: Number(output('BacklogHours')),
    articleTopic: new ArticleTopic(new SNSClient(config), output('ArticleTopicArn')),
    polls: new PollsQueue(sqs, output('PollsQueueUrl')),
    partners: new PartnersTable(client, output('SubscribersTable')),
    usage: new UsageTable(client, output('SubscribersTable')),
    endpoints: new EndpointsTable(client, output('SubscribersTable')),
    ledger: new DeliveriesTable(client, output('DeliveriesTable')),
    deliveries: new DeliveriesQueue(sqs, output('DeliveriesQueueUrl')),
    recoveries: new RecoveryQueue(sqs, output('FanoutQueueUrl')),
    subscribers: new SubscribersTable(client, output('SubscribersTable')),
    digests: new DigestsTable(client, output('DeliveriesTable')),
    digestsQueue: new DigestsQueue(sqs, output('DigestsQueueUrl')),
    confirmations: new RequestQueue<Confirmation>(sqs, output('ConfirmationsQueueUrl')),
    pace: new SendRateTable(client, output('SubscribersTable'), mailLimits),
    mailLimits,
    publication: publicationOf(output),
    ses: new SESv2Client(config),
    readerKey: async () => readerKeyWith(await readerSecret()),
    sqs,
    documents: client,
    tableNames: {
      sources: output('SourcesTable'),
      articles: output('ArticlesTable'),
      subscribers: output('SubscribersTable'),
      deliveries: output('DeliveriesTable'),
    },
  };
}

/** All that has its rows in the Articles table. */
const rowsOfArticles = (client: DynamoDBDocumentClient, table: string, retentionDays: number) => ({
  articles: new ArticlesTable(client, table, retentionDays),
  pins: new PinsTable(client, table),
  topicRules: new TopicRulesTable(client, table),
  editorRules: new EditorRulesTable(client, table),
  heldCorrections: new HeldCorrectionsTable(client, table, retentionDays),
  directory: new DirectoryTable(client, table),
  lists: new ListsTable(client, table, retentionDays),
  search: new SearchIndex(client, table, retentionDays),
  comments: new CommentsTable(client, table, retentionDays),
  gate: new GateTable(client, table),
  log: new ArticleLog(client, table, retentionDays),
  announcedVersions: new AnnouncedVersionsTable(client, table),
  weather: new WeatherTable(client, table),
  stories: new RememberedStories(client, table),
});

const publicationOf = (output: (name: string) => string): Publication => ({
  title: output('PublicationTitle'),
  publicUrl: output('Url'),
  postalAddress: output('MailPostalAddress'),
  linksTo: linksToSchema.parse(output('LinksTo')),
});

/** The operator's own settings for a twin's gateway, which knows its callers by their access key. */
export const twinOperator = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'operator', secretAccessKey: 'twin' },
});
