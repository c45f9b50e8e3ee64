import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { MessageAttributeValue, SNSClient } from '@aws-sdk/client-sns';
import type { ArticleEvent } from '../domain/event.ts';
import { packs } from './batches.ts';

/** SNS takes 262,144 bytes a batch, attributes included; what JSON adds is counted too, to be on the safe side. */
const maxBatchBytes = 250_000;

/** The SNS topic of article events. Attributes let a subscriber filter without opening the body. */
export class ArticleTopic {
  private readonly client: SNSClient;
  private readonly topicArn: string;

  constructor(client: SNSClient, topicArn: string) {
    this.client = client;
    this.topicArn = topicArn;
  }

  /** Publishes in order, 10 to a call and 256 kB at most. @returns ids of the events that SNS did not take */
  async publish(events: readonly ArticleEvent[]): Promise<Set<string>> {
    const refused = new Set<string>();
    for (const PublishBatchRequestEntries of packs(events.map(entryOf), 10, maxBatchBytes, (entry) => Buffer.byteLength(JSON.stringify(entry)))) {
      const { Failed = [] } = await this.client.send(new PublishBatchCommand({ TopicArn: this.topicArn, PublishBatchRequestEntries }));
      for (const { Id } of Failed) if (Id) refused.add(Id);
    }
    return refused;
  }
}

const entryOf = (event: ArticleEvent) => ({ Id: event.id, Message: JSON.stringify(event), MessageAttributes: attributesOf(event) });

function attributesOf({ type, article }: ArticleEvent): Record<string, MessageAttributeValue> {
  return {
    type: { DataType: 'String', StringValue: type },
    source: { DataType: 'String', StringValue: article.source.id },
    topics: { DataType: 'String.Array', StringValue: JSON.stringify(article.topics.map(({ slug }) => slug)) },
    ...(article.language && { language: { DataType: 'String', StringValue: article.language } }),
  };
}
