import { announcedSince } from './replay.ts';
import type { Replay } from './replay.ts';

/** SNS hears the announcements once more, under their own ids: fan-out passes on what somebody lacks. */
export const replayAnnouncing: Replay = async (deployment, { since, dryRun }) => {
  let [asked, left] = [0, 0];
  for await (const entries of announcedSince(deployment, since)) {
    const editions = new Map((await deployment.editions.getMany(entries)).map((edition) => [edition.seq, edition]));
    // A row of the log without its edition was left by a publish that died: it is no news.
    const events = entries
      .flatMap(({ seq }) => editions.get(seq) ?? [])
      .filter(({ takenBack }) => !takenBack)
      .map(({ event }) => event);
    const refused = dryRun ? new Set() : await deployment.articleTopic.publish(events);
    asked += events.length - refused.size;
    left += refused.size + editions.size - events.length;
  }
  return { asked, left, leftBecause: 'were taken back since, or SNS refused them' };
};
