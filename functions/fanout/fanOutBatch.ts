import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { RecoveryQueue } from '../shared/aws/recoveryQueue.ts';
import { articleEventSchema } from '../shared/domain/event.ts';
import type { ArticleEvent } from '../shared/domain/event.ts';
import { recoverySchema } from '../shared/events/delivery.ts';
import type { Recovery } from '../shared/events/delivery.ts';
import type { Audience } from './audience.ts';
import { fanOut } from './fanOut.ts';
import { recoverStep } from './recoverStep.ts';
import type { RecoveryParts } from './recoverStep.ts';

export interface FanOutParts extends RecoveryParts {
  readonly audience: Audience;
  readonly recoveries: RecoveryQueue;
}

const messageSchema = z.union([recoverySchema, articleEventSchema]);

/**
 * Works off a batch of the fan-out queue: events from SNS, and steps of recoveries.
 * @returns the deliveries that were asked for, and the messages that must come again
 */
export async function fanOutBatch(records: readonly SQSRecord[], parts: FanOutParts): Promise<{ asked: number; failed: { messageId: string; error: unknown }[] }> {
  const failed: { messageId: string; error: unknown }[] = [];
  const events: { messageId: string; event: ArticleEvent }[] = [];
  for (const { messageId, body } of records) {
    try {
      const message = messageSchema.parse(JSON.parse(body));
      if ('recover' in message) await recover(message.recover, parts);
      else events.push({ messageId, event: message });
    } catch (error) {
      failed.push({ messageId, error });
    }
  }
  if (events.length === 0) return { asked: 0, failed };
  try {
    return { asked: await fanOut(events.map(({ event }) => event), await parts.audience.now(), parts.queue), failed };
  } catch (error) {
    return { asked: 0, failed: [...failed, ...events.map(({ messageId }) => ({ messageId, error }))] };
  }
}

async function recover(step: Recovery, parts: FanOutParts): Promise<void> {
  const next = await recoverStep(step, parts);
  if (next) await parts.recoveries.ask(next);
}
