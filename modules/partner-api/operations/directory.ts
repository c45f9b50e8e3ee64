import type * as z from 'zod/mini';
import type { Kind } from '../../articles/directoryTable.ts';
import { withinOf } from '../../webhooks/entitlement.ts';
import { operation } from '../http/operation.ts';
import { directoryQuery } from '../schemas/directory.ts';
import type { ApiServices } from '../services.ts';

const description =
  'Those that an article was announced under, and that you may have. With `find` those whose names have these words; without it all of ' +
  'them, a part at a time.';

export const listTopics = operation({
  id: 'listTopics',
  method: 'GET',
  path: '/v1/topics',
  tag: 'Articles',
  summary: 'See which topics there are',
  description,
  querySchema: directoryQuery,
  async run({ partner, query, now }, services) {
    const { entries, next } = await entriesOf('topic', query, withinOf(partner.entitlement, now)?.topics, services);
    return { status: 200, body: { topics: entries.map(({ slug, title }) => ({ slug, name: title })), next } };
  },
});

export const listSources = operation({
  id: 'listSources',
  method: 'GET',
  path: '/v1/sources',
  tag: 'Articles',
  summary: 'See which publishers there are',
  description,
  querySchema: directoryQuery,
  async run({ partner, query, now }, services) {
    const { entries, next } = await entriesOf('source', query, withinOf(partner.entitlement, now)?.sources, services);
    return { status: 200, body: { sources: entries.map(({ slug, title }) => ({ id: slug, name: title })), next } };
  },
});

async function entriesOf(
  kind: Kind,
  { find, after, limit }: z.output<typeof directoryQuery>,
  allowed: readonly string[] | undefined,
  { directory }: Pick<ApiServices, 'directory'>,
) {
  const mayHave = ({ slug }: { readonly slug: string }) => allowed?.includes(slug) ?? true;
  if (find !== undefined)
    return { entries: (await directory.find(kind, find, limit)).filter(mayHave), next: undefined };
  const { entries, complete } = await directory.some(kind, limit, after);
  return { entries: entries.filter(mayHave), next: complete ? undefined : entries.at(-1)?.slug };
}
