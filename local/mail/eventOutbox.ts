import type { MailStore } from '../journal/mailStore.ts';

/** A mail's events follow the mail, and each other, after this time. */
export const eventAfterMs = 50;

/** Publishes each event of a mail when it is due; what a former process left behind, too. */
export class EventOutbox {
  readonly #store: MailStore;
  readonly #publish: (topic: string, message: string) => void;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: MailStore, publish: (topic: string, message: string) => void, failed: (error: unknown) => void) {
    this.#store = store;
    this.#publish = publish;
    this.#failed = failed;
  }

  /** Sets the clock for the next event: to be called when one has come. */
  wake(): void {
    clearTimeout(this.#timer);
    const next = this.#store.nextDue();
    // No longer, also where the clock was put back since.
    if (next !== undefined)
      this.#timer = setTimeout(
        () => {
          this.#run(next);
        },
        Math.min(eventAfterMs, Math.max(0, next - Date.now())),
      );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #run(dueAt: number): void {
    try {
      // First published, then forgotten: a crash in between tells it twice, as SES may.
      for (const { seq, topic, message } of this.#store.due(Math.max(dueAt, Date.now()))) {
        this.#publish(topic, message);
        this.#store.told(seq);
      }
      this.wake();
    } catch (error) {
      this.#failed(error);
    }
  }
}
