import type { Article, Story } from '../articles/article.ts';
import { approved, refused } from '../articles/articleLifecycle.ts';
import { changeArticle } from '../articles/changeArticle.ts';
import { approvedCorrection, refusedCorrection } from '../articles/correction.ts';
import { heldAmong, heldOf } from '../articles/held.ts';
import type { Held } from '../articles/held.ts';
import { ruled } from '../articles/topicRules.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

type Clients = Pick<OperatorClients, 'articles' | 'heldCorrections' | 'topicRules'>;

/** All that waits, oldest first. */
export const listHeld = async ({ articles }: Pick<Clients, 'articles'>): Promise<Held[]> =>
  heldAmong(await articles.waitingForPerson());

/** What waits of an article, with its whole text. @throws OperatorError where nothing does */
export async function readHeld(clients: Clients, id: string): Promise<Held & { readonly story: Story }> {
  const article = await clients.articles.get(id);
  const held = article && heldOf(article);
  if (held === undefined) throw nothingHeld(id);
  if (held.what === 'story') return { ...held, story: article as Story };
  return { ...held, story: (await correctionOf(clients, id, held.contentHash)).story };
}

/**
 * A person has read what waits: a story is out, unless an embargo or a withdrawal keeps it, and a correction is taken in.
 * @param read the hash of the text that was read; undefined takes what waits now
 * @throws OperatorError where nothing waits, or something else by now
 */
export async function approveHeld(clients: Clients, id: string, now: Date, read?: string): Promise<Article> {
  const held = await decidedOn(clients, id, read);
  if (held.what === 'story')
    return decided(clients, id, (one) => (one.contentHash === held.contentHash ? approved(one, now) : undefined));
  const { story, ...item } = await correctionOf(clients, id, held.contentHash);
  const topics = ruled(story.topics, await clients.topicRules.all());
  return decided(clients, id, (one) => approvedCorrection(one, { ...item, story: { ...story, topics } }, now));
}

/**
 * A person does not want what waits: a story is withdrawn, of which only those hear who had it before; of a correction
 * what is out stays.
 * @param reason as the article keeps it
 * @throws OperatorError where nothing waits, or something else by now
 */
export async function refuseHeld(
  clients: Clients,
  id: string,
  reason: string,
  now: Date,
  read?: string,
): Promise<Article> {
  const held = await decidedOn(clients, id, read);
  if (held.what === 'story') return decided(clients, id, (one) => refused(one, reason, now));
  return decided(clients, id, (one) =>
    one.correctionOnHold?.contentHash === held.contentHash ? refusedCorrection(one) : undefined,
  );
}

async function decidedOn({ articles }: Clients, id: string, read: string | undefined): Promise<Held> {
  const article = await articles.get(id);
  const held = article && heldOf(article);
  if (held === undefined) throw nothingHeld(id);
  if (read !== undefined && held.contentHash !== read) throw otherByNow(id);
  return held;
}

async function decided(
  { articles }: Clients,
  id: string,
  decide: (article: Article) => Article | undefined,
): Promise<Article> {
  const after = await changeArticle(articles, id, decide);
  if (after === undefined) throw otherByNow(id);
  return after;
}

async function correctionOf({ heldCorrections }: Clients, id: string, contentHash: string) {
  const item = await heldCorrections.get(id);
  if (item?.contentHash !== contentHash) throw otherByNow(id);
  return item;
}

const nothingHeld = (id: string): OperatorError =>
  new OperatorError(`Nothing of ${id} waits for an editor: "caravan articles held" lists what does.`);
const otherByNow = (id: string): OperatorError =>
  new OperatorError(`What waits of ${id} has changed meanwhile: read it again ("caravan articles held ${id}").`);
