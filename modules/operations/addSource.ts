import { chunks } from '../../platform/dynamodb/batches.ts';
import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import type { Topic } from '../../platform/values/schema.ts';
import { UnreadableFeed } from '../feed-reading/feedDocument.ts';
import type { FeedDocument } from '../feed-reading/feedDocument.ts';
import { ReadingProcess } from '../feed-reading/readingProcess.ts';
import { fetchable, sourceAt } from '../sources/feedAddress.ts';
import { newSource, sourceIdFor } from '../sources/newSource.ts';
import type { Source } from '../sources/source.ts';
import type { Deployment } from './deployment.ts';
import { OperatorError } from './operatorError.ts';

export interface Wanted {
  readonly url: string;
  readonly name?: string;
  readonly topics?: Topic[];
  readonly intervalSeconds?: number;
  readonly zone?: string;
  readonly encoding?: string | undefined;
}

/**
 * Reads the feed at an address, or the first one that the page there links, and adds it; its first poll is asked for at
 * once.
 * @returns it, and the other feeds that the page links
 * @throws OperatorError where there is no feed, or a source polls it already
 */
export async function addSource(
  wanted: Wanted,
  deployment: Deployment,
  now: Date,
): Promise<{ source: Source; linked: readonly string[] }> {
  const asked = fetchable(wanted.url);
  if (!/^https?:\/\//i.test(asked))
    throw new OperatorError(
      `${asked} is no address of the web: did you mean https://${asked.replace(/^\w+:\/*/, '')}?`,
    );
  const { url, document, linked } = await findFeed({ ...wanted, url: asked }, deployment.allowLoopback);
  const known = await Array.fromAsync(deployment.sources.all());
  refuseTwice(asked, known);
  const name = wanted.name ?? document.title ?? new URL(url).hostname;
  const source = await storeSource({ ...wanted, url, name, siteUrl: document.siteUrl }, known, deployment, now);
  return { source, linked: linked.filter((other) => other !== url) };
}

/** What came of adding a source, for people: which feed it is, where a page links several. */
export const addedWords = ({ source, linked }: Awaited<ReturnType<typeof addSource>>): string =>
  `Added ${source.name} as ${source.id}, polled at ${source.url}; its first poll is on the way.` +
  (linked.length === 0 ? '' : `\nThe page links other feeds, too: ${linked.join(', ')}`);

/** How many servers are asked side by side, and how long each has. */
const [askedAtOnce, askedMs] = [10, 10_000];

/**
 * Where addresses of feeds lead by redirects, as a list of feeds may name one that a source polls already. A server that
 * does not answer is no reason against its feed: it has no entry.
 * @param tell hears how many have been asked
 */
export async function whereFeedsLead(
  addresses: readonly string[],
  allowLoopback: boolean,
  tell: (asked: number) => void,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const ask = async (address: string): Promise<void> => {
    const answer = await guardedFetch({
      method: 'HEAD',
      url: fetchable(address),
      timeoutMs: askedMs,
      maxBytes: 1_000,
      maxRedirects: 5,
      allowLoopback,
      headers: { 'user-agent': 'Caravan/1.0' },
    }).catch((error: unknown) => {
      if (error instanceof FetchError) return undefined;
      throw error;
    });
    if (answer?.status === 200) found.set(address, answer.url);
  };
  let asked = 0;
  for (const some of chunks(addresses, askedAtOnce)) {
    await Promise.all(some.map(ask));
    tell((asked += some.length));
  }
  return found;
}

/**
 * Adds a source under the first id that is free.
 * @param known all sources there are
 * @param leadsTo where the address leads by redirects
 * @throws OperatorError where one of them polls the same feed
 */
export async function storeSource(
  wanted: Wanted & { name: string; siteUrl?: string },
  known: readonly Source[],
  { sources, polls, lists }: Pick<Deployment, 'sources' | 'polls' | 'lists'>,
  now: Date,
  leadsTo = wanted.url,
): Promise<Source> {
  refuseTwice(wanted.url, known);
  refuseTwice(leadsTo, known);
  const base = sourceIdFor(wanted.name, wanted.url);
  for (let attempt = 1; attempt < 100; attempt++) {
    const id = attempt === 1 ? base : `${base}-${attempt}`;
    const source = newSource({ ...wanted, id }, now);
    if (await sources.add(source)) {
      await lists.show({ kind: 'source', slug: id }, wanted.name); // it may have been removed once
      await polls.ask([source]);
      return source;
    }
  }
  throw new OperatorError(`A hundred sources are named like "${wanted.name}": choose another with --name.`);
}

/**
 * The source that `storeSource` would add.
 * @throws OperatorError as that does
 */
export function plannedSource(
  wanted: Wanted & { name: string },
  known: readonly Source[],
  now: Date,
  leadsTo = wanted.url,
): Source {
  refuseTwice(wanted.url, known);
  refuseTwice(leadsTo, known);
  const taken = new Set(known.map(({ id }) => id));
  const base = sourceIdFor(wanted.name, wanted.url);
  let id = base;
  for (let attempt = 2; taken.has(id); attempt++) id = `${base}-${attempt}`;
  return newSource({ ...wanted, id }, now);
}

/** @throws OperatorError that names the source which polls this feed already */
export function refuseTwice(address: string, known: readonly Source[]): void {
  const standing = sourceAt(address, known);
  if (!standing) return;
  const { id, url } = standing;
  throw new OperatorError(`${address} is a source already: ${id}${url === address ? '' : `, which polls ${url}`}.`);
}

/**
 * The feed at an address, or the first one that the page there links.
 * @throws OperatorError where there is none
 */
export async function findFeed(
  { url, encoding }: Pick<Wanted, 'url' | 'encoding'>,
  allowLoopback: boolean,
  linked: readonly string[] = [],
): Promise<{ url: string; document: FeedDocument; linked: readonly string[] }> {
  try {
    const {
      status,
      body,
      headers,
      url: finalUrl,
    } = await guardedFetch({
      url,
      timeoutMs: 20_000,
      maxBytes: 15 * 1024 * 1024,
      maxRedirects: 5,
      allowLoopback,
      headers: { 'user-agent': 'Caravan/1.0' },
    });
    if (status !== 200) throw new OperatorError(`${url} answered ${status}: check the address in a browser.`);
    return {
      url: finalUrl,
      document: await new ReadingProcess().read({
        body,
        contentType: headers['content-type'],
        url: finalUrl,
        encoding,
      }),
      linked,
    };
  } catch (error) {
    const found = error instanceof UnreadableFeed ? error.discovered : [];
    if (found[0] !== undefined && linked.length === 0)
      return findFeed({ url: found[0], encoding }, allowLoopback, found);
    if (error instanceof UnreadableFeed && error.kind === 'not-a-feed')
      throw new OperatorError(
        `${error.message} The page links no feed: many sites have one at ${['/feed', '/rss', '/atom.xml']
          .map((path) => new URL(path, url).href)
          .join(', ')}.`,
        { cause: error },
      );
    if (error instanceof UnreadableFeed || error instanceof FetchError)
      throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}
