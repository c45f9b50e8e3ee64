import { instant } from '../../platform/values/time.ts';
import type { Article } from '../articles/article.ts';
import { inWords, isSameRule, RuleMatcher, longestNote, mostRules, valueOf } from '../editors/rule.ts';
import type { Rule, RuleKind } from '../editors/rule.ts';
import type { EditorRules } from '../editors/rulesTable.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/** Which rules: those that hold, or those that block. */
export type RuleList = keyof EditorRules;
type Clients = Pick<OperatorClients, 'editorRules' | 'sources' | 'ownSources'>;

/** A rule as an editor says it. */
export interface GivenRule {
  readonly kind: RuleKind;
  readonly value: string;
}

/** Makes a rule, for all that is taken in from now on. @throws OperatorError where it cannot be one */
export async function addRule(
  clients: Clients,
  list: RuleList,
  given: GivenRule & { readonly note: string },
  now: Date,
): Promise<Rule> {
  const rule = { ...(await understood(clients, given)), note: noteOf(given.note), addedAt: instant(now) };
  await clients.editorRules.change((rules) => {
    const others = rules[list].filter((one) => !isSameRule(one, rule));
    if (others.length >= mostRules)
      throw new OperatorError(`There are ${mostRules} ${list} already: remove some first.`);
    return { ...rules, [list]: [...others, rule] };
  });
  return rule;
}

/** Ends a rule; what waits by it goes on waiting. @throws OperatorError where there is none */
export async function removeRule({ editorRules }: Clients, list: RuleList, { kind, value }: GivenRule): Promise<Rule> {
  const wanted = { kind, value: valueOf(kind, value) ?? value };
  let removed: Rule | undefined;
  await editorRules.change((rules) => {
    removed = rules[list].find((one) => isSameRule(one, wanted));
    if (removed === undefined)
      throw new OperatorError(`There is no rule ${inWords(wanted)}: "caravan ${list} list" shows all.`);
    return { ...rules, [list]: rules[list].filter((one) => !isSameRule(one, wanted)) };
  });
  return removed!;
}

/** Those of the newest articles that a rule would have held or blocked, of so many as were looked at. */
export async function tryRule(
  clients: Clients & Pick<OperatorClients, 'articles' | 'lists'>,
  given: GivenRule,
  most: number,
): Promise<{ readonly rule: GivenRule; readonly looked: number; readonly matching: readonly Article[] }> {
  const rule = { ...(await understood(clients, given)), note: '', addedAt: instant(new Date(0)) };
  const entries = await clients.lists.newest({ kind: 'all' }, most, ({ gone }) => !gone);
  const ids = entries.filter(({ gone }) => !gone).map(({ id }) => id);
  const rows = await clients.articles.getMany(ids.slice(0, most));
  const articles = ids.flatMap((id) => rows.get(id) ?? []);
  const matching = articles.filter((one) => new RuleMatcher({ ...one, sourceId: one.source.id }).firstOf([rule]));
  return { rule: { kind: rule.kind, value: rule.value }, looked: articles.length, matching };
}

async function understood({ sources, ownSources }: Clients, { kind, value: given }: GivenRule): Promise<GivenRule> {
  const value = valueOf(kind, given);
  if (value === undefined) throw new OperatorError(`${JSON.stringify(given)}: ${wanted[kind]}`);
  const isKnown = kind !== 'source' || (await sources.get(value)) !== undefined || (await ownSources.get(value));
  if (!isKnown)
    throw new OperatorError(
      `There is no source ${value}: "caravan sources list" and "caravan publishers list" show all.`,
    );
  return { kind, value };
}

const wanted: Readonly<Record<RuleKind, string>> = {
  source: 'write the id of a source, as "caravan sources list" shows it.',
  topic: 'write the name of a topic, with a letter or a digit.',
  word: 'write a word or a phrase of 100 characters at most, with a letter or a digit.',
  author: 'write a name of 100 characters at most, with a letter or a digit.',
  address: 'write a domain, or an address: casino.example, news.example/sponsored.',
};

function noteOf(given: string): string {
  const note = given.replace(/\s+/g, ' ').trim();
  if (note.length > longestNote) throw new OperatorError(`A note has ${longestNote} characters at most.`);
  return note;
}
