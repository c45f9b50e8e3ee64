import type { ArticleEvent } from '../modules/articles/event.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import type { MailLine, Served } from './mailbox.ts';
import type { seeingOf } from './seeing.ts';
import type { costsOf } from './costs.ts';

export type ToldEvent = Pick<ArticleEvent, 'type' | 'at'> & { readonly article: { id: string; version: number } };

/** What a console shows, and acts on: the twin in its own process, or a stage that it asks as any operator would. */
export interface World {
  readonly deployment: Deployment;
  /** How often it is read anew while somebody looks. */
  readonly refreshMs: number;
  /** Parts that do not run here, in words. */
  readonly notRun: readonly string[];
  /** Hears of each change; a stage tells none by itself. */
  onChange(changed: () => void): void;
  /** The events that were told last, newest first. */
  events(): Promise<readonly ToldEvent[]>;
  /** The newest mails, with what became of them. */
  mails(): Promise<readonly MailLine[]>;
  /** One mail as it went out, by the path that asks for it. */
  mail(path: string): Served | undefined;
  /** Calls that IAM refused; undefined where nobody counts them. */
  readonly refusals: () => number | undefined;
  /** What each call has cost; undefined where that is not metered. */
  readonly meter: () => ReturnType<typeof costsOf> | undefined;
  /** Alarms, and the dashboard of the last minutes; undefined for a range that is not drawn. */
  seeing(minutes: number): Promise<ReturnType<typeof seeingOf>>;
}
