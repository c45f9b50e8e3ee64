import type { MailStore } from '../journal/mailStore.ts';

/** Events come well within this of what they tell: one that is due later was entered before the clock went back. */
const longestWaitMs = 10_000;

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
    if (next !== undefined) this.#timer = setTimeout(() => { this.#run(dueBy(next)); }, Math.max(0, next - dueBy(next)));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #run(by: number): void {
    try {
      // First published, then forgotten: a crash in between tells it twice, as SES may.
      for (const { seq, topic, message } of this.#store.due(Math.max(by, Date.now()))) {
        this.#publish(topic, message);
        this.#store.told(seq);
      }
      this.wake();
    } catch (error) {
      this.#failed(error);
    }
  }
}

/** Now, or the next event's own time where the clock has gone back since. */
const dueBy = (next: number): number => (next - Date.now() > longestWaitMs ? next : Date.now());
