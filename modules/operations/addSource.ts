import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import type { Topic } from '../../platform/values/schema.ts';
import { UnreadableFeed } from '../feed-reading/feedDocument.ts';
import type { FeedDocument } from '../feed-reading/feedDocument.ts';
import { ReadingProcess } from '../feed-reading/readingProcess.ts';
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
  readonly encoding?: string;
}

/**
 * Reads the feed at an address, or the first one that the page there links, and adds it; its first poll is asked for at
 * once.
 */
export async function addSource(wanted: Wanted, deployment: Deployment, now: Date): Promise<Source> {
  const { url, document } = await findFeed(wanted, deployment.allowLoopback);
  const name = wanted.name ?? document.title ?? new URL(url).hostname;
  return storeSource({ ...wanted, url, name, siteUrl: document.siteUrl }, deployment, now);
}

/** Adds a source under the first id that is free, unless another has the same address. */
export async function storeSource(
  wanted: Wanted & { name: string; siteUrl?: string },
  { sources, polls }: Deployment,
  now: Date,
): Promise<Source> {
  const base = sourceIdFor(wanted.name, wanted.url);
  for (let attempt = 1; attempt < 100; attempt++) {
    const id = attempt === 1 ? base : `${base}-${attempt}`;
    const source = newSource({ ...wanted, id }, now);
    if (await sources.add(source)) {
      await polls.ask([source]);
      return source;
    }
    const standing = await sources.get(id);
    if (standing?.url === wanted.url) throw new OperatorError(`${wanted.url} is a source already: ${id}.`);
  }
  throw new OperatorError(`A hundred sources are named like "${wanted.name}": choose another with --name.`);
}

async function findFeed(
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
