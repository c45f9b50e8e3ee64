import type * as z from 'zod/mini';
import type { Kind } from '../../articles/directoryTable.ts';
import { json, operation } from '../http/operation.ts';
import { directoryQuery, sourcesSchema, topicsSchema } from '../schemas/directory.ts';
import type { ApiServices } from '../services.ts';

const description =
  'Those that an article was announced under. With `find` those whose names have these words; without it all of ' +
  'them, a part at a time.';

export const listTopics = operation({
  id: 'listTopics',
  method: 'GET',
  path: '/v1/topics',
  tag: 'Articles',
  summary: 'See which topics there are',
  description,
  querySchema: directoryQuery,
  answers: { 200: json('Topics, as filters name them.', topicsSchema) },
  async run({ query }, services) {
    const { entries, next } = await entriesOf('topic', query, services);
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
  answers: { 200: json('Publishers, as filters name them.', sourcesSchema) },
  async run({ query }, services) {
    const { entries, next } = await entriesOf('source', query, services);
    return { status: 200, body: { sources: entries.map(({ slug, title }) => ({ id: slug, name: title })), next } };
  },
});

async function entriesOf(
  kind: Kind,
  { find, after, limit }: z.output<typeof directoryQuery>,
  { directory }: Pick<ApiServices, 'directory'>,
) {
  if (find !== undefined) return { entries: await directory.find(kind, find, limit), next: undefined };
  const { entries, complete } = await directory.some(kind, limit, after);
  return { entries, next: complete ? undefined : entries.at(-1)?.slug };
}
