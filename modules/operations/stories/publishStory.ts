import type { Article, Correctable, Story } from '../../articles/article.ts';
import { changeArticle } from '../../articles/changeArticle.ts';
import { approved } from '../../articles/articleLifecycle.ts';
import { corrected } from '../../articles/correction.ts';
import { noRules } from '../../editors/rulesTable.ts';
import type { RawItem } from '../../feed-reading/raw.ts';
import { readItem } from '../../feed-reading/readItem.ts';
import { articleId } from '../../sources/seenList.ts';
import type { OwnSource } from '../../sources/own/ownSource.ts';
import { storeOwnStory } from '../../sources/own/storeOwnStory.ts';
import type { Brought } from '../../sources/own/storeOwnStory.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';
import type { StoryFile } from './storyFile.ts';

/** The source of the edition's own stories, where none is named. */
export const newsroomId = 'newsroom';

/** What an editor publishes needs no other person's word. */
const ownWord = { all: () => Promise.resolve(noRules) };

/**
 * Publishes a story of the edition's own, or corrects it where it was published before. No rule of editors holds it, and
 * what was on hold is approved by this.
 * @throws OperatorError where there is no such source, or the story is too long
 */
export async function publishStory(
  deployment: Deployment,
  sourceId: string,
  { story }: StoryFile,
  now: Date,
): Promise<Brought> {
  const source = await ownSource(deployment, sourceId, now);
  const item = readWhole(deployment, story, now, source);
  const known = await deployment.articles.get(articleId(source.id, item.story.guid));
  const brought = await storeOwnStory(source, item, known, { ...deployment, editorRules: ownWord }, now);
  const out = await changeArticle(deployment.articles, brought.id, (one) => approved(one, now), brought.article);
  return out === undefined ? brought : { ...brought, article: out, became: 'new' };
}

/** The newsroom is made where it is first written for: it needs no setting up. */
async function ownSource({ ownSources, publication }: Deployment, id: string, now: Date): Promise<OwnSource> {
  const found = await ownSources.get(id);
  if (found) return found;
  if (id !== newsroomId)
    throw new OperatorError(
      `There is no publisher ${id} whose stories come without a feed. "caravan publishers list" shows them.`,
    );
  const newsroom: OwnSource = {
    kind: 'own',
    id,
    name: publication.title,
    topics: [],
    keys: [],
    createdAt: instant(now),
  };
  if (await ownSources.add(newsroom)) return newsroom;
  const standing = await ownSources.get(id);
  if (standing) return standing;
  throw new OperatorError(
    `${id} is a source with a feed: add a publisher for your own stories ("caravan publishers add"), and name it with --publisher.`,
  );
}

/**
 * Corrects an article, whoever published it; its publisher's next text does not undo that.
 * @param text the parts that are put into other words; none where the line alone is told
 * @returns undefined where nothing has changed
 */
export async function correctArticle(
  deployment: Deployment,
  article: Article,
  { line, text }: { readonly line: string; readonly text?: RawItem | undefined },
  now: Date,
): Promise<Article | undefined> {
  const given =
    text === undefined ? {} : partsIn(text, readWhole(deployment, { ...text, guid: article.guid }, now).story);
  return changeArticle(deployment.articles, article.id, (one) => corrected(one, { line, parts: given }, now), article);
}

/** The parts that a file has, cleaned. A new text has a new summary, as the old one may say what was wrong. */
function partsIn(raw: RawItem, story: Story): Partial<Pick<Story, Correctable>> {
  const has: Readonly<Record<Correctable, boolean>> = {
    title: raw.title !== undefined,
    summary: raw.summary !== undefined || raw.content !== undefined,
    content: raw.content !== undefined,
    authors: raw.authors.length > 0,
    topics: raw.topics.length > 0,
    language: raw.language !== undefined,
    image: raw.images.length > 0,
  };
  return Object.fromEntries(Object.entries(story).filter(([part]) => has[part as Correctable]));
}

/** @throws OperatorError where it would have to be cut */
function readWhole({ url }: Deployment, raw: RawItem, now: Date, source?: OwnSource) {
  const read = readItem(raw, { base: source?.siteUrl ?? url, now });
  if (read === undefined || read.isCut) throw new OperatorError('The story is longer than 300 kB: part it in two.');
  return read.item;
}
