import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { isUnspaced, topicOf } from '../../platform/values/topic.ts';
import type { Story } from '../articles/article.ts';
import { plainText } from '../feed-reading/story/plainText.ts';
import { fold } from '../search/folding.ts';
import { wordsIn } from '../search/wordsIn.ts';

/**
 * What an editor's rule looks at: the source, a topic, words of title and text, an author, or the address of the story
 * and what lies below it.
 */
export const ruleKinds = ['source', 'topic', 'word', 'author', 'address'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** Each list of rules has no more: all are read by each poll that brings something. */
export const mostRules = 200;
const longestValue = 100;
export const longestNote = 300;

export const ruleSchema = z.object({
  kind: z.enum(ruleKinds),
  /** As it is compared: an id, a slug, folded words, a host with a path. */
  value: z.string().check(z.minLength(1), z.maxLength(longestValue)),
  /** Why, in the editor's words. */
  note: z.string().check(z.maxLength(longestNote)),
  addedAt: instantSchema,
});
export type Rule = z.infer<typeof ruleSchema>;

/** A story that may come in, under the topics that it would have here. */
export interface Candidate extends Pick<Story, 'title' | 'summary' | 'content' | 'authors' | 'topics' | 'url'> {
  readonly sourceId: string;
}

/**
 * A rule's value as it is compared.
 * @returns undefined where nothing is left of it that could be
 */
export function valueOf(kind: RuleKind, given: string): string | undefined {
  const value = {
    source: () => given.trim(),
    topic: () => topicOf(given)?.slug,
    word: () => phraseOf(given),
    author: () => phraseOf(given),
    address: () => placeOf(/^https?:\/\//i.test(given.trim()) ? given.trim() : `https://${given.trim()}`),
  }[kind]();
  return value === undefined || value === '' || value.length > longestValue ? undefined : value;
}

export const inWords = ({ kind, value }: Pick<Rule, 'kind' | 'value'>): string => `${kind} "${value}"`;

export const isSameRule = (one: Pick<Rule, 'kind' | 'value'>, other: Pick<Rule, 'kind' | 'value'>): boolean =>
  one.kind === other.kind && one.value === other.value;

/** Matches a story with any number of lists of rules: its words are read once, and only where a rule is about words. */
export class RuleMatcher {
  readonly #candidate: Candidate;
  #text: Readable | undefined;
  #authors: readonly Readable[] | undefined;

  constructor(candidate: Candidate) {
    this.#candidate = candidate;
  }

  /** The first of the rules that the story matches. */
  firstOf(rules: readonly Rule[]): Rule | undefined {
    return rules.find((rule) => this.#matches(rule));
  }

  #matches({ kind, value }: Rule): boolean {
    const { sourceId, topics, url, title, summary, content, authors } = this.#candidate;
    switch (kind) {
      case 'source':
        return sourceId === value;
      case 'topic':
        return topics.some(({ slug }) => slug === value);
      case 'word':
        this.#text ??= readable([title, summary, plainText({ text: content, kind: 'html' })]);
        return says(this.#text, value);
      case 'author':
        this.#authors ??= authors.map((author) => readable([author]));
        return this.#authors.some((author) => says(author, value));
      case 'address':
        return url !== undefined && isBelow(placeOf(url), value);
    }
  }
}

interface Readable {
  readonly words: ReadonlySet<string>;
  /** All words with a space on either side; a bar between texts, as no phrase goes over their ends. */
  readonly line: string;
  /** For scripts without spaces. */
  readonly folded: string;
}

function readable(texts: readonly string[]): Readable {
  const each = texts.map((text) => wordsIn(visible(text)));
  return {
    words: new Set(each.flat()),
    line: each.map((words) => ` ${words.join(' ')} `).join('|'),
    folded: texts.map((text) => fold(visible(text))).join('|'),
  };
}

/** Whether a text has a phrase as whole words; one in a script without spaces, as it stands. */
function says({ words, line, folded }: Readable, phrase: string): boolean {
  if (isUnspaced(phrase)) return folded.includes(phrase.replaceAll(' ', ''));
  const [first = ''] = phrase.split(' ');
  return words.has(first) && (first === phrase || line.includes(` ${phrase} `));
}

const phraseOf = (given: string): string => wordsIn(visible(given)).join(' ');

/** Without signs that nobody sees, which may stand within a word to hide it. */
const visible = (text: string): string => text.replace(/\p{Cf}/gu, '');

/** An address without its scheme and the site's "www."; undefined where it is none. */
function placeOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  return hostname.includes('.') || hostname === 'localhost'
    ? hostname.replace(/^www\./, '') + pathname.replace(/\/$/, '')
    : undefined;
}

/** Whether a place is the one of a rule or below it: its host, one of that host's, or a path there. */
function isBelow(place: string | undefined, rule: string): boolean {
  if (place === undefined) return false;
  const [host = '', ...path] = place.split('/');
  const [ruleHost = '', ...rulePath] = rule.split('/');
  return (host === ruleHost || host.endsWith(`.${ruleHost}`)) && rulePath.every((part, index) => path[index] === part);
}
