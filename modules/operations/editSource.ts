import type { Topic } from '../../platform/values/schema.ts';
import { changeArticle } from '../articles/changeArticle.ts';
import { underSourceName } from '../articles/sourceName.ts';
import { pollNow } from '../sources/enqueueDuePolls.ts';
import { fetchable } from '../sources/feedAddress.ts';
import type { Source } from '../sources/source.ts';
import { findFeed, refuseTwice } from './addSource.ts';
import type { Deployment } from './deployment.ts';
import { OperatorError } from './operatorError.ts';

/** What an operator changes of a source; null takes a setting back. */
export interface SourceEdit {
  readonly name?: string;
  readonly url?: string;
  readonly topics?: Topic[];
  readonly interval?: number | null;
  readonly zone?: string | null;
  readonly encoding?: string | null;
  readonly language?: string | null;
  readonly corrections?: 'all' | 'not-of-text' | null;
  readonly fullText?: boolean;
  readonly summaryOnly?: boolean;
}

/** @throws OperatorError where there is none */
export async function findSource({ sources }: Pick<Deployment, 'sources'>, id: string): Promise<Source> {
  const source = await sources.get(id);
  if (!source) throw new OperatorError(`There is no source ${id}. "caravan sources list" shows all.`);
  return source;
}

/**
 * Changes a source; its id stays, and with it its articles. A new address is read first, and polled at once: the stories
 * that it has in common with the old one are known there, and come no second time.
 * @throws OperatorError where there is no such source, no feed at the new address, or another source polls it
 */
export async function editSource(id: string, edit: SourceEdit, deployment: Deployment, now: Date): Promise<Source> {
  const before = await findSource(deployment, id);
  const isReadAnew = [edit.url, edit.zone, edit.encoding, edit.language, edit.topics].some((one) => one !== undefined);
  await deployment.sources.change(id, {
    ...settingsOf(edit),
    ...(isReadAnew && before.documentHash !== undefined && unread),
    ...(edit.url !== undefined && (await movedTo(edit.url, before, edit, deployment))),
  });
  if (edit.name !== undefined) await rename(id, edit.name, deployment, now);
  const after = await findSource(deployment, id);
  if (edit.url !== undefined && after.status !== 'paused')
    await pollNow(after, deployment.sources, deployment.polls, now);
  return after;
}

/** The next document counts as another one, as it is read in another way. */
const unread = { documentHash: '', etag: undefined, lastModified: undefined };

const orUnset = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

function settingsOf(edit: SourceEdit): Partial<Source> {
  return {
    ...(edit.name !== undefined && { name: edit.name }),
    ...(edit.topics !== undefined && { topics: edit.topics }),
    ...(edit.interval !== undefined && { intervalSeconds: orUnset(edit.interval) }),
    ...(edit.zone !== undefined && { zone: orUnset(edit.zone) }),
    ...(edit.encoding !== undefined && { encoding: orUnset(edit.encoding) }),
    ...(edit.language !== undefined && { language: orUnset(edit.language) }),
    ...(edit.corrections !== undefined && { corrections: orUnset(edit.corrections) }),
    ...(edit.fullText !== undefined && { fullText: edit.fullText || undefined }),
    ...(edit.summaryOnly !== undefined && { summaryOnly: edit.summaryOnly || undefined }),
  };
}

async function movedTo(
  address: string,
  { id, encoding }: Source,
  edit: SourceEdit,
  { sources, allowLoopback }: Deployment,
): Promise<Partial<Source>> {
  const others = (await Array.fromAsync(sources.all())).filter((one) => one.id !== id);
  const asked = fetchable(address);
  refuseTwice(asked, others);
  const { url, document } = await findFeed({ url: asked, encoding: orUnset(edit.encoding) ?? encoding }, allowLoopback);
  refuseTwice(url, others);
  // the hub and the validators were those of the old address
  const { siteUrl } = document;
  return { url, movedTo: undefined, push: undefined, failures: 0, ...(siteUrl !== undefined && { siteUrl }) };
}

/** Articles that are out, or will be, get the new name, as the list of the source does. */
async function rename(id: string, name: string, { articles }: Deployment, now: Date): Promise<void> {
  for (const status of ['live', 'embargoed'] as const)
    for await (const article of articles.all(status))
      if (article.source.id === id)
        await changeArticle(articles, article.id, (row) => underSourceName(row, name, now), article);
}
