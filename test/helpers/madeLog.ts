import type { AnnouncedVersion } from '../../modules/articles/announcedVersions.ts';
import type { LogEntry } from '../../modules/articles/articleLog.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

export const aLogEntry = (seq: number, but: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  articleId: `a${seq}`,
  version: 1,
  type: 'article.published',
  source: { id: 'emn' },
  topics: [{ slug: 'economy' }],
  loggedAt: 0 as EpochSeconds,
  ...but,
});

/** A log in memory that counts how often each of its rows was read; it may be given another row at any time. */
export function madeLog(entries: readonly LogEntry[], pageSize: number) {
  const read = new Map<number, number>();
  async function* pages(all: readonly LogEntry[]) {
    for (let from = 0; from < all.length; from += pageSize) {
      const page = all.slice(from, from + pageSize);
      for (const { seq } of page) read.set(seq, (read.get(seq) ?? 0) + 1);
      yield page;
    }
  }
  const within = (after: number, last: number) => entries.filter(({ seq }) => seq > after && seq <= last);
  return {
    read,
    within,
    between: (after: number, last: number) => pages(within(after, last)),
    backwards: (after: number, last: number) => pages(within(after, last).toReversed()),
  };
}

/** Announced versions of a log each of whose lines counts. */
export const madeAnnouncedVersions = {
  getMany: async (of: readonly { readonly articleId: string; readonly version: number }[]) =>
    of as unknown as AnnouncedVersion[],
};
