import type { Source } from '../sources/source.ts';
import { findFeed, plannedSource, storeSource, whereFeedsLead } from './addSource.ts';
import type { Deployment } from './deployment.ts';
import { OperatorError } from './operatorError.ts';
import { feedsOf } from './opml.ts';
import type { OpmlFeeds } from './opml.ts';

/** What became of an entry of an OPML document. */
export interface ImportedFeed {
  readonly url: string;
  readonly added?: string;
  readonly error?: string;
}

/**
 * Adds every feed of an OPML document that no source polls yet, also those whose servers do not answer now.
 * @param dryRun only says what would be added
 * @param tell hears how many servers have been asked, and of how many
 * @throws OperatorError where it is no OPML document
 */
export async function importSources(
  opml: string,
  deployment: Deployment,
  { dryRun, now, tell }: { dryRun: boolean; now: Date; tell: (asked: number, of: number) => void },
): Promise<ImportedFeed[]> {
  const { feeds, broken } = feedsOf(opml);
  const results: ImportedFeed[] = broken.map(({ url, reason }) => ({ url, error: reason }));
  const known = await Array.fromAsync(deployment.sources.all());
  const leads = await whereFeedsLead(
    feeds.map(({ url }) => url),
    deployment.allowLoopback,
    (asked) => {
      tell(asked, feeds.length);
    },
  );
  for (const feed of feeds) {
    try {
      const wanted = { ...feed, name: await nameOf(feed, deployment) };
      const leadsTo = leads.get(feed.url);
      const added: Source = dryRun
        ? plannedSource(wanted, known, now, leadsTo)
        : await storeSource(wanted, known, deployment, now, leadsTo);
      known.push(added);
      results.push({ url: feed.url, added: added.id });
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      results.push({ url: feed.url, error: error.message });
    }
  }
  return results;
}

/** The entry's, or the feed's own title; the host's where the feed does not answer. */
async function nameOf({ url, name }: OpmlFeeds['feeds'][number], { allowLoopback }: Deployment): Promise<string> {
  if (name !== undefined) return name;
  const title = await findFeed({ url }, allowLoopback).then(
    ({ document }) => document.title,
    (error: unknown) => {
      if (error instanceof OperatorError) return undefined;
      throw error;
    },
  );
  return title ?? new URL(url).hostname;
}
