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
 * @throws OperatorError where there is no feed, or a source polls it already
 */
export async function addSource(wanted: Wanted, deployment: Deployment, now: Date): Promise<Source> {
  const asked = fetchable(wanted.url);
  const { url, document } = await findFeed({ ...wanted, url: asked }, deployment.allowLoopback);
  const known = await Array.fromAsync(deployment.sources.all());
  refuseTwice(asked, known);
  const name = wanted.name ?? document.title ?? new URL(url).hostname;
  return storeSource({ ...wanted, url, name, siteUrl: document.siteUrl }, known, deployment, now);
}

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
  { sources, polls }: Pick<Deployment, 'sources' | 'polls'>,
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
      await polls.ask([source]);
      return source;
    }
  }
  throw new OperatorError(`A hundred sources are named like "${wanted.name}": choose another with --name.`);
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
  hops = 0,
): Promise<{ url: string; document: FeedDocument }> {
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
    };
  } catch (error) {
    const [linked] = error instanceof UnreadableFeed ? error.discovered : [];
    if (linked !== undefined && hops === 0) return findFeed({ url: linked, encoding }, allowLoopback, 1);
    if (error instanceof UnreadableFeed || error instanceof FetchError)
      throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}
