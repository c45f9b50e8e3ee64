import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { RecoveryQueue } from '../recoveryQueue.ts';
import { articleEventSchema } from '../../articles/event.ts';
import type { ArticleEvent } from '../../articles/event.ts';
import { narrowingSchema, recoverySchema } from '../deliveryMessage.ts';
import type { Narrowing, Recovery } from '../deliveryMessage.ts';
import type { EndpointCache } from './endpointCache.ts';
import { fanOut } from './fanOut.ts';
import { narrowStep } from './narrowStep.ts';
import type { NarrowParts } from './narrowStep.ts';
import { recoverStep } from './recoverStep.ts';
import type { RecoveryParts } from './recoverStep.ts';

export interface FanOutParts extends RecoveryParts, NarrowParts {
  readonly audience: EndpointCache;
  readonly recoveries: RecoveryQueue;
}

const messageSchema = z.union([recoverySchema, narrowingSchema, articleEventSchema]);

export interface FannedOut {
  /** How many deliveries were asked for. */
  readonly asked: number;
  /** The announcements whose deliveries were. */
  readonly events: readonly ArticleEvent[];
  /** The messages that must come again. */
  readonly failed: readonly { readonly messageId: string; readonly error: unknown }[];
}

/** Works off a batch of the fan-out queue: events from SNS, and steps of recoveries. */
export async function fanOutBatch(records: readonly SQSRecord[], parts: FanOutParts): Promise<FannedOut> {
  const failed: { messageId: string; error: unknown }[] = [];
  const events: { messageId: string; event: ArticleEvent }[] = [];
  for (const { messageId, body } of records) {
    try {
      const message = messageSchema.parse(JSON.parse(body));
      if ('recover' in message) await recover(message.recover, parts);
      else if ('narrow' in message) await narrow(message.narrow, parts);
      else events.push({ messageId, event: message });
    } catch (error) {
      failed.push({ messageId, error });
    }
  }
  if (events.length === 0) return { asked: 0, events: [], failed };
  try {
    const announced = events.map(({ event }) => event);
    return {
      asked: await fanOut(announced, await parts.audience.at(new Date()), parts.queue),
      events: announced,
      failed,
    };
  } catch (error) {
    return { asked: 0, events: [], failed: [...failed, ...events.map(({ messageId }) => ({ messageId, error }))] };
  }
}

async function recover(step: Recovery, parts: FanOutParts): Promise<void> {
  const next = await recoverStep(step, parts);
  if (next) await parts.recoveries.ask(next);
}

async function narrow(step: Narrowing, parts: FanOutParts): Promise<void> {
  const next = await narrowStep(step, parts);
  if (next) await parts.recoveries.askNarrowing(next);
}
