import type { LogEntry } from '../../articles/articleLog.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import type { Deployment } from '../deployment.ts';

export interface ReplayRequest {
  readonly since: Instant;
  /** Only counts. */
  readonly dryRun: boolean;
  /** Also what was had already, where the channel can tell. */
  readonly again: boolean;
  /** Of the channel webhooks: this endpoint alone. */
  readonly endpoint?: string;
}

/** The numbers of a replay: asked for anew, and left because its readers have it. `leftBecause` is for people. */
export interface Replayed {
  readonly asked: number;
  readonly left: number;
  readonly leftBecause: string;
}

export type Replay = (deployment: Deployment, request: ReplayRequest) => Promise<Replayed>;

const page = 500;

/** All that was announced since a moment, in order, a page at a time. */
export async function* announcedSince({ log }: Deployment, since: Instant): AsyncGenerator<LogEntry[]> {
  for (let after = await log.placeOf(secondsOf(since)); ;) {
    const { entries, end } = await log.readUnsettled(after, page);
    // Numbers are drawn a little before they are written: the place lies a minute early.
    yield entries.filter(({ loggedAt }) => loggedAt >= secondsOf(since));
    if (end) return;
    after = entries.at(-1)?.seq ?? after;
  }
}
