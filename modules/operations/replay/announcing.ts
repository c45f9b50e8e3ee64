import { announcedSince } from './replay.ts';
import type { Replay } from './replay.ts';

/** SNS hears the announcements once more, under their own ids: fan-out passes on what somebody lacks. */
export const replayAnnouncing: Replay = async (deployment, { since, dryRun }) => {
  let [asked, left] = [0, 0];
  for await (const entries of announcedSince(deployment, since)) {
    const announcedVersions = new Map(
      (await deployment.announcedVersions.getMany(entries)).map((announcedVersion) => [
        announcedVersion.seq,
        announcedVersion,
      ]),
    );
    // A row of the log without its announced version was left by a publish that died: it is no news.
    const events = entries
      .flatMap(({ seq }) => announcedVersions.get(seq) ?? [])
      .filter(({ takenBack }) => !takenBack)
      .map(({ event }) => event);
    const refused = dryRun ? new Set() : await deployment.articleTopic.publish(events);
    asked += events.length - refused.size;
    left += refused.size + announcedVersions.size - events.length;
  }
  return { asked, left, leftBecause: 'were taken back since, or SNS refused them' };
};
