import * as z from 'zod/mini';
import type { MessageEngine } from '../engines/messageEngine.ts';
import { tapOf } from '../engines/queues.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';
import type { Resource } from '../template/stack.ts';

/** A message of a topic, as a subscriber of its own sees it. */
export interface Notification {
  /** The topic's logical id. */
  readonly topic: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const envelopeSchema = z.object({
  Message: z.string(),
  MessageAttributes: z.optional(z.record(z.string(), z.object({ Value: z.string() }))),
});

/** Listens to a topic through the twin's own queue until the twin stops. */
export async function listen(
  topic: Resource,
  { sqs }: MessageEngine,
  stopping: AbortSignal,
  heard: (notification: Notification) => void,
): Promise<void> {
  while (!stopping.aborted) {
    const { Messages: messages } = await sqs(
      'ReceiveMessage',
      tapOf(topic),
      { MaxNumberOfMessages: 10, WaitTimeSeconds: 20 },
      stopping,
    ).catch((error: unknown): JsonObject => {
      if (stopping.aborted) return {};
      throw error;
    });
    for (const { Body: body, ReceiptHandle: handle } of (Array.isArray(messages) ? messages : []).filter(isObject)) {
      const { Message: message, MessageAttributes: attributes = {} } = envelopeSchema.parse(JSON.parse(textOf(body)));
      await sqs('DeleteMessage', tapOf(topic), { ReceiptHandle: handle ?? '' });
      heard({
        topic: topic.id,
        message,
        attributes: Object.fromEntries(Object.entries(attributes).map(([name, { Value: value }]) => [name, value])),
      });
    }
  }
}
