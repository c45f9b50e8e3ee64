import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from '../sources/destination.ts';
import type { LambdaFunction, Outcome } from './lambdaFunction.ts';

/** How a function's asynchronous invocations are retried, and where they end when all tries fail. */
export interface AsyncSettings {
  /** 2 in AWS unless told. */
  readonly retries: number;
  /** EventInvokeConfig's OnFailure, with metadata around the event. */
  readonly onFailure: Destination | undefined;
  /** The function's own dead-letter queue, which gets the event as it is. */
  readonly deadLetters: Destination | undefined;
}

/** Invokes functions without a caller that waits: tries again, then hands on to the destination. */
export class AsyncInvoker {
  readonly #pause: number;
  readonly #stopping: AbortSignal;
  #running = 0;

  /** `pause` milliseconds before the first retry, twice that before the second: AWS waits one and two minutes. */
  constructor(pause: number, stopping: AbortSignal) {
    this.#pause = pause;
    this.#stopping = stopping;
  }

  get running(): number {
    return this.#running;
  }

  /** Ends when the event is dealt with, for good or bad. */
  async invoke(target: LambdaFunction, settings: AsyncSettings, event: unknown): Promise<void> {
    this.#running += 1;
    try {
      await this.#tries(target, settings, event);
    } finally {
      this.#running -= 1;
    }
  }

  /** A throttled event stays in Lambda's own queue, and costs no try. */
  async #untilRoom(target: LambdaFunction, event: unknown): Promise<Outcome> {
    for (;;) {
      const result = await target.invoke(event);
      if (!result.throttled || this.#stopping.aborted) return result;
      await sleep(this.#pause, undefined, { signal: this.#stopping }).catch(() => undefined);
    }
  }

  async #tries(
    target: LambdaFunction,
    { retries, onFailure, deadLetters }: AsyncSettings,
    event: unknown,
  ): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const result = await this.#untilRoom(target, event);
      if (result.ok || this.#stopping.aborted) return;
      if (attempt < retries) {
        await sleep(this.#pause * 2 ** attempt, undefined, { signal: this.#stopping }).catch(() => undefined);
        continue;
      }
      await deadLetters?.send(event);
      await onFailure?.send({
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          requestId: result.requestId,
          functionArn: `${target.settings.arn}:$LATEST`,
          condition: 'RetriesExhausted',
          approximateInvokeCount: attempt + 1,
        },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: result.fault,
      });
      return;
    }
  }
}
