import { articleEventSchema } from '../modules/articles/event.ts';
import type { ArticleEvent } from '../modules/articles/event.ts';
import type { Twin } from '../local/twin.ts';

const kept = 200;

/**
 * Events since the start: the last ones, newest first, and how much was polled, announced, delivered and
 * mailed.
 */
export class History {
  readonly events: ArticleEvent[] = [];
  polls = 0;
  announced = 0;
  delivered = 0;
  mailed = 0;

  /** @param changed called after each change worth showing */
  constructor({ events }: Pick<Twin, 'events'>, changed: () => void) {
    events.on('notification', ({ topic, message }) => {
      if (!topic.startsWith('Publishing')) return; // SES's events are on another topic
      this.events.unshift(articleEventSchema.parse(JSON.parse(message)));
      this.events.length = Math.min(this.events.length, kept);
      this.announced += 1;
      changed();
    });
    events.on('mail', () => {
      this.mailed += 1;
      changed();
    });
    events.on('invocation', ({ function: name }) => {
      if (name.startsWith('Mailing')) changed();
    }); // what became of a mail
    events.on('log', ({ json }) => {
      const message = typeof json?.message === 'string' ? json.message : '';
      if (message === 'polled') this.polls += 1;
      else if (message === 'delivery delivered') this.delivered += 1;
      else if (!/^(delivery|digest|sign-up) |^answered /.test(message)) return;
      changed();
    });
  }
}
