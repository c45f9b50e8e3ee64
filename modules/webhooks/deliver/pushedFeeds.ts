import type { ArticleEvent } from '../../articles/event.ts';
import type { HubSubscription } from '../endpoint.ts';

/** The feed that a WebSub subscriber is sent: the same for all who subscribed to it by one spelling. */
export type PushedFeed = Omit<HubSubscription, 'secret' | 'leaseUntil'>;

type Make = (feed: PushedFeed, event: ArticleEvent, now: Date) => Promise<string | undefined>;

/** The posts of a batch begin within this time. */
const sideBySideMs = 500;

/** What feeds say of articles, made once for all who are pushed to side by side, and kept no longer. */
export class PushedFeeds {
  private readonly make: Make;
  private readonly made = new Map<string, { readonly untilMs: number; readonly body: ReturnType<Make> }>();

  constructor(make: Make) {
    this.make = make;
  }

  of({ topic, list, format, title }: PushedFeed, event: ArticleEvent, now: Date): ReturnType<Make> {
    for (const [name, { untilMs }] of this.made) if (untilMs <= now.getTime()) this.made.delete(name);
    // by the version too: what was read for an older one may not have what this one is about
    const name = JSON.stringify([topic, list, format, title, event.article.id, event.article.version, event.type]);
    const known = this.made.get(name);
    if (known) return known.body;
    const body = this.make({ topic, list, format, title }, event, now);
    this.made.set(name, { untilMs: now.getTime() + sideBySideMs, body });
    body.catch(() => this.made.delete(name));
    return body;
  }
}
