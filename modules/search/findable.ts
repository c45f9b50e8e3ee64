import type { Article } from '../articles/article.ts';
import { languageNames, languageOf } from './languages.ts';
import type { LanguageName } from './languages.ts';
import { stemsOf } from './words.ts';
import { wordsIn } from './wordsIn.ts';

/** All that an article is found by. */
export interface Findable {
  /** Its words are read in this one, and a question's are, to find it. */
  readonly language: LanguageName;
  readonly stems: readonly string[];
}

/** A row is written for each: 97 of 100 articles of the feeds that were measured have no more, and none has 100. */
const mostStems = 64;

/** An article by its title, its topics, its authors and its summary, in this order where it has too many words. */
export function findableBy({
  title,
  topics,
  authors,
  summary,
  language: said,
}: Pick<Article, 'title' | 'topics' | 'authors' | 'summary' | 'language'>): Findable {
  const [titled, summed] = [wordsIn(title), wordsIn(summary)];
  const language = languageOf([...titled, ...summed], said);
  const named = [...topics.map(({ name }) => name), ...authors].map(wordsIn);
  const stems = [titled, ...named, summed].flatMap((words) => stemsOf(words, language));
  return { language, stems: [...new Set(stems)].slice(0, mostStems) };
}

/** A question as it reads in some languages: what is found has all of its stems, and is of one of them. */
export interface Reading {
  readonly languages: readonly LanguageName[];
  readonly stems: readonly string[];
}

/** Nobody says which language a question is in: it is read in each, and few readings differ. */
export function readingsOf(question: string): Reading[] {
  const words = wordsIn(question);
  const read = languageNames.map((language) => ({ language, stems: stemsOf(words, language) }));
  return [...Map.groupBy(read, ({ stems }) => stems.join(' ')).values()]
    .map((same) => ({ languages: same.map(({ language }) => language), stems: same[0]?.stems ?? [] }))
    .filter(({ stems }) => stems.length > 0);
}

/** Whether a question finds an article. */
export const finds = (readings: readonly Reading[], { language, stems }: Findable): boolean =>
  readings.some((one) => one.languages.includes(language) && one.stems.every((stem) => stems.includes(stem)));
