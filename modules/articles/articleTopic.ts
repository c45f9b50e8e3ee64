import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Topics } from '../../platform/aws/topics.ts';
import { eventVersion } from './event.ts';
import type { ArticleEvent } from './event.ts';
import { packs } from '../../platform/dynamodb/batches.ts';

/** SNS takes 262,144 bytes a batch, attributes included; what JSON adds is counted too, to be on the safe side. */
const maxBatchBytes = 250_000;

/** The SNS topic of article events. Attributes let a subscriber filter without opening the body. */
export class ArticleTopic {
  private readonly client: Topics;
  private readonly topicArn: string;

  constructor(client: Topics, topicArn: string) {
    this.client = client;
    this.topicArn = topicArn;
  }

  /** Publishes in order, 10 to a call and 256 kB at most. @returns ids of the events that SNS did not take */
  async publish(events: readonly ArticleEvent[]): Promise<Set<string>> {
    const refused = new Set<string>();
    for (const PublishBatchRequestEntries of packs(events.map(entryOf), 10, maxBatchBytes, (entry) =>
      Buffer.byteLength(JSON.stringify(entry)),
    )) {
      const { Failed = [] } = await this.client.send(
        new PublishBatchCommand({ TopicArn: this.topicArn, PublishBatchRequestEntries }),
      );
      for (const { Id } of Failed) if (Id) refused.add(Id);
    }
    return refused;
  }
}

const entryOf = (event: ArticleEvent) => ({
  Id: event.id,
  Message: JSON.stringify({ eventVersion, ...event }),
  MessageAttributes: attributesOf(event),
});

/**
 * Attributes for filter policies. A message concerns also who asked for what the article was known by before:
 * attributes name both, and what the change is to either of them (docs/promise.md, section 2), so that a policy passes
 * whatever its subscriber must hear.
 */
function attributesOf({
  type,
  article,
  previous,
  formerly = [],
  backlog,
}: ArticleEvent): Record<string, MessageAttributeValue> {
  const known = [article, ...(previous ? [previous] : []), ...formerly];
  const languages = distinct(known.flatMap(({ language }) => language ?? []));
  const types =
    previous !== undefined && type === 'article.updated' ? [type, 'article.published', 'article.withdrawn'] : [type];
  return {
    type: textOf(types),
    source: textOf([article.source.id]),
    topics: listOf(known.flatMap(({ topics }) => topics)),
    ...(languages.length > 0 && { language: textOf(languages) }),
    ...(previous && { topicsBefore: listOf(previous.topics), topicsAfter: listOf(article.topics) }),
    ...(backlog && { backlog: textOf(['true']) }),
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * One value as a string; several as an array, any of which a policy may match (SNS developer guide, "Subscription
 * filter policies").
 */
const textOf = (values: readonly string[]): MessageAttributeValue =>
  values.length === 1
    ? { DataType: 'String', StringValue: values[0] }
    : { DataType: 'String.Array', StringValue: JSON.stringify(values) };

const listOf = (topics: readonly { readonly slug: string }[]): MessageAttributeValue => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(distinct(topics.map(({ slug }) => slug))),
});
