import * as z from 'zod/mini';
import type { Article } from '../modules/articles/article.ts';
import { heldAmong } from '../modules/articles/held.ts';
import { plainText } from '../modules/feed-reading/story/plainText.ts';
import { inWords } from '../modules/editors/rule.ts';
import type { Rule } from '../modules/editors/rule.ts';
import type { RuleList } from '../modules/operations/editorRules.ts';
import { approveHeld, readHeld, refuseHeld } from '../modules/operations/editorCare.ts';
import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { cut } from '../modules/operations/words.ts';
import { idSchema } from './action.ts';
import type { Action } from './action.ts';

const shownStories = 20;
const shownText = 5_000;

/** What waits for a person: articles with an embargo that nobody can read, and what editors hold, oldest first. */
export async function heldOf(clients: OperatorClients) {
  const waiting = await clients.articles.waitingForPerson();
  const held = heldAmong(waiting);
  const stories = await Promise.all(held.slice(0, shownStories).map(({ id }) => storyOf(clients, id)));
  return {
    unread: waiting.filter(isUnread).map(({ id, title, source, embargoUnread }) => ({
      id,
      title,
      source: source.name,
      embargo: embargoUnread,
    })),
    stories: stories.filter((story) => story !== undefined),
    more: Math.max(held.length - shownStories, 0),
  };
}

const isUnread = ({ status, embargoUnread }: Article): boolean => status === 'embargoed' && embargoUnread !== undefined;

/** @returns undefined where somebody has decided on it just now */
async function storyOf(clients: OperatorClients, id: string) {
  try {
    const { what, title, source, since, rule, contentHash, story } = await readHeld(clients, id);
    const text = [story.summary, plainText({ text: story.content, kind: 'html' })].filter((part) => part !== '');
    return { id, what, title, source: source.name, since, rule, contentHash, text: cut(text.join(' — '), shownText) };
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

/** The rules by which stories wait, or are not taken in. */
export async function rulesOf({ editorRules }: OperatorClients) {
  const { holds, blocks } = await editorRules.all();
  const shown = (list: RuleList, rules: readonly Rule[]) =>
    rules.map(({ kind, value, note }) => ({ list, kind, value, note, words: inWords({ kind, value }) }));
  return [...shown('holds', holds), ...shown('blocks', blocks)];
}

const decisionSchema = z.strictObject({ id: idSchema, contentHash: z.string() });
const refusalSchema = z.strictObject({
  id: idSchema,
  contentHash: z.string(),
  reason: z.string().check(z.trim(), z.minLength(1)),
});

/** The buttons of what editors hold: each does what its command does, with the text that stood on the page. */
export const heldActions: Readonly<Record<string, Action>> = {
  '/held/approve': async (body, deployment, now) => {
    const { id, contentHash } = decisionSchema.parse(body);
    const { status } = await approveHeld(deployment, id, now, contentHash);
    return status === 'live' ? 'It is out.' : `It is approved, and ${status}.`;
  },
  '/held/refuse': async (body, deployment, now) => {
    const { id, contentHash, reason } = refusalSchema.parse(body);
    const { status } = await refuseHeld(deployment, id, reason, now, contentHash);
    return status === 'live' ? 'What is out stays as it is.' : `It is ${status}.`;
  },
};
