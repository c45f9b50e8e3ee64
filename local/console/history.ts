import { articleEventSchema } from '../../functions/shared/domain/event.ts';
import type { ArticleEvent } from '../../functions/shared/domain/event.ts';
import type { Twin } from '../twin.ts';

const kept = 200;

/** What has flowed since the start: the last events, newest first, and how many polls there were. */
export class History {
  readonly events: ArticleEvent[] = [];
  polls = 0;
  announced = 0;

  /** @param changed called after each change worth showing */
  constructor({ events }: Pick<Twin, 'events'>, changed: () => void) {
    events.on('notification', ({ message }) => {
      const event = articleEventSchema.safeParse(JSON.parse(message));
      if (!event.success) return;
      this.events.unshift(event.data);
      this.events.length = Math.min(this.events.length, kept);
      this.announced += 1;
      changed();
    });
    events.on('log', ({ json }) => {
      if (json?.message !== 'polled') return;
      this.polls += 1;
      changed();
    });
  }
}
