import type { ArticleLog } from '../articles/articleLog.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

const sharedForSeconds = 900;

/**
 * Where in the log the digests of a run end. Runs that work off what was due at one time take the same place for a
 * quarter of an hour, so that its readers share one issue, and begin the next at one place too. Another worker's place
 * is as right, and shared less.
 */
export class DigestCutoff {
  private readonly log: ArticleLog;
  private last: { at: EpochSeconds; place: number } | undefined;

  constructor(log: ArticleLog) {
    this.log = log;
  }

  /** @param latestDue the digest of the run that fell due last */
  async after(latestDue: EpochSeconds, now: Date): Promise<number> {
    const at = epochSeconds(now);
    if (this.last === undefined || latestDue >= this.last.at || at - this.last.at > sharedForSeconds)
      this.last = { at, place: await this.log.settledEnd(now) };
    return this.last.place;
  }
}
