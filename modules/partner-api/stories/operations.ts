import * as z from 'zod/mini';
import { entityTag } from '../../../platform/http/headers.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { Article } from '../../articles/article.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import type { HeldCorrectionsTable } from '../../articles/heldCorrectionsTable.ts';
import type { TopicRulesTable } from '../../articles/topicRules.ts';
import { inWords } from '../../editors/rule.ts';
import type { EditorRulesTable } from '../../editors/rulesTable.ts';
import type { RawItem } from '../../feed-reading/raw.ts';
import { readItem } from '../../feed-reading/readItem.ts';
import { storyIdSchema } from '../../sources/own/ownSource.ts';
import type { OwnSource } from '../../sources/own/ownSource.ts';
import type { OwnSourcesTable } from '../../sources/own/ownSourcesTable.ts';
import type { RememberedStories } from '../../sources/own/rememberedStories.ts';
import { storeOwnStory, withdrawOwnStory } from '../../sources/own/storeOwnStory.ts';
import type { Brought } from '../../sources/own/storeOwnStory.ts';
import { articleId } from '../../sources/seenList.ts';
import { ninjsType } from '../articles/ninjs.ts';
import type { ApiReply, Described, Input } from '../http/operation.ts';
import { annotated } from '../schemas/annotated.ts';
import { ninjsStorySchema } from './ninjsStory.ts';
import { mostStoryBytes, storySchema } from './schema.ts';

/** Tables for the operations of publishers. */
export interface StoryServices {
  readonly ownSources: Pick<OwnSourcesTable, 'get'>;
  readonly articles: Pick<ArticlesTable, 'get' | 'insert' | 'replace'>;
  readonly stories: RememberedStories;
  readonly topicRules: TopicRulesTable;
  readonly editorRules: EditorRulesTable;
  readonly heldCorrections: HeldCorrectionsTable;
  readonly backlogHours: number;
  readonly publicUrl: string;
}

/** What a publisher can ask for of its own stories. */
export interface StoryOperation<Path = unknown, Body = unknown> extends Described<Path, unknown, Body> {
  run(
    input: Omit<Input<Path, unknown, Body>, 'partner'> & { readonly source: OwnSource },
    services: StoryServices,
  ): Promise<ApiReply>;
}
const storyOperation = <Path, Body>(definition: StoryOperation<Path, Body>): StoryOperation => definition;

const pathSchema = z.strictObject({
  id: annotated(
    storyIdSchema,
    'Your own name for the story: letters, digits, ".", "_", "~" and "-", 128 at most.',
    'port-2026',
  ),
});

const ifMatch =
  'Send the ETag of an earlier answer as `If-Match`, and a story that has changed since is left as it is.';
const stale = { 412: 'The story has changed since the answer whose ETag you sent.' };

const words = {
  new: 'published',
  told: 'corrected',
  reworded: 'shown',
  same: 'unchanged',
  withdrawn: 'withdrawn',
  forgotten: 'unchanged',
  onHold: 'held',
} as const;

export const putStory = storyOperation({
  id: 'putStory',
  method: 'PUT',
  path: '/v1/stories/{id}',
  tag: 'Stories',
  summary: 'Publish a story, or correct it',
  description:
    'The story under this name is published, or corrected where it was published before, or comes back where you took it back. ' +
    `The same again changes nothing, and says so. It comes as JSON, or as IPTC ninjs with \`Content-Type: ${ninjsType}\`. ${ifMatch}`,
  isForPublishers: true,
  pathSchema,
  bodySchema: storySchema,
  otherBodies: { [ninjsType]: ninjsStorySchema },
  mostBodyBytes: mostStoryBytes,
  problems: { ...stale, 422: 'The editors do not take it in; `detail` says by which rule.' },
  async run({ source, path, body, headers, now }, services) {
    const { known, id } = await standing(source, path.id, headers, services);
    const item = readStory({ ...body, guid: path.id }, source, services, now);
    const brought = await storeOwnStory(
      source,
      item,
      known,
      { ...services, articles: unlessChanged(services.articles, headers) },
      now,
    );
    const reply = replyOf(brought);
    return brought.became === 'new' || (brought.became === 'onHold' && known === undefined)
      ? { ...reply, status: 201, headers: { ...reply.headers, location: `${services.publicUrl}/articles/${id}` } }
      : reply;
  },
});

export const deleteStory = storyOperation({
  id: 'deleteStory',
  method: 'DELETE',
  path: '/v1/stories/{id}',
  tag: 'Stories',
  summary: 'Take a story back',
  description: `It is withdrawn everywhere, and everyone who was sent it is told. ${ifMatch}`,
  isForPublishers: true,
  pathSchema,
  problems: stale,
  async run({ source, path, headers, now }, services) {
    const { known, id } = await standing(source, path.id, headers, services);
    const isKnown = known !== undefined || (await services.stories.recall(id)) !== undefined;
    if (!isKnown) throw new Problem(404, 'There is nothing of yours under this id.');
    return replyOf(
      await withdrawOwnStory(id, known, { ...services, articles: unlessChanged(services.articles, headers) }, now),
    );
  },
});

/** Everything that publishers can ask for. */
export const storyOperations: readonly StoryOperation[] = [putStory, deleteStory];

type Headers = Input<unknown, unknown, unknown>['headers'];

/** @throws Problem 412 where the article is not the one that the request builds on (RFC 9110, 13.1.1) */
async function standing(source: OwnSource, name: string, headers: Headers, { articles }: StoryServices) {
  const id = articleId(source.id, name);
  const known = await articles.get(id);
  const wanted = headers['if-match'];
  const fits =
    wanted === undefined || (known !== undefined && (wanted.trim() === '*' || wanted.includes(tagOf(known))));
  if (!fits) throw changed();
  return { known, id };
}

const changed = (): Problem =>
  new Problem(412, 'The story is another one by now: read the answer to your last request, and decide again.');

/** With If-Match nothing is decided again where another writer came between. */
const unlessChanged = (articles: StoryServices['articles'], headers: Headers): StoryServices['articles'] =>
  headers['if-match'] === undefined
    ? articles
    : {
        get: () => Promise.reject(changed()),
        insert: (one) => articles.insert(one),
        replace: (one, other) => articles.replace(one, other),
      };

/** @throws Problem 413 where its text would have to be cut */
function readStory(raw: RawItem, source: OwnSource, { publicUrl }: StoryServices, now: Date) {
  const read = readItem(raw, { base: source.siteUrl ?? publicUrl, now });
  if (read === undefined || read.isCut)
    throw new Problem(413, 'The story is longer than 300 kB of HTML: part it in two.');
  return read.item;
}

const tagOf = ({ version, contentHash, status }: Article): string =>
  `"${entityTag([String(version), contentHash, status])}"`;

/** @throws Problem 422 where an editor's rule kept it out */
function replyOf({ id, article, became, blockedBy }: Brought): ApiReply {
  if (became === 'blocked')
    throw new Problem(
      422,
      `The editors do not take in what matches the rule ${blockedBy === undefined ? '' : inWords(blockedBy)}. ` +
        'What was published before stays as it is: ask them, or DELETE the story.',
    );
  return {
    status: 200,
    body: {
      article: id,
      became: words[became],
      status: article?.status,
      version: article?.version,
      corrected: article?.operatorsParts,
    },
    ...(article && { headers: { etag: tagOf(article) } }),
  };
}
