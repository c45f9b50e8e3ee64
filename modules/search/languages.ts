import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stopwords as arabicStops } from '@orama/stopwords/arabic';
import { stopwords as dutchStops } from '@orama/stopwords/dutch';
import { stopwords as englishStops } from '@orama/stopwords/english';
import { stopwords as frenchStops } from '@orama/stopwords/french';
import { stopwords as germanStops } from '@orama/stopwords/german';
import { stopwords as italianStops } from '@orama/stopwords/italian';
import { stopwords as norwegianStops } from '@orama/stopwords/norwegian';
import { stopwords as romanianStops } from '@orama/stopwords/romanian';
import { stopwords as russianStops } from '@orama/stopwords/russian';
import { stopwords as turkishStops } from '@orama/stopwords/turkish';
import { fold } from './folding.ts';

/** How a language's words are read. */
interface Language {
  readonly stemmer: (word: string) => string;
  /** Words that stand in every text and say nothing of it, folded. */
  readonly stopWords: ReadonlySet<string>;
  /** What it is written in: names and quotations in other letters are read in another. */
  readonly script: RegExp;
}

/**
 * Takes endings off until three letters are left, or none comes off: these stemmers take the end of a name for an
 * ending in one of its cases and not in another (Казахстан, Казахстане; seçim, seçimler).
 */
const again =
  (stemmer: Language['stemmer']): Language['stemmer'] =>
  (word) => {
    const shorter = stemmer(word);
    return shorter.length < 3 || shorter.length >= word.length ? word : again(stemmer)(shorter);
  };

const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;
const arabicScript = /\p{Script=Arabic}/u;

const language = (stemmer: Language['stemmer'], stopWords: readonly string[], script = latin): Language => ({
  stemmer,
  stopWords: new Set(stopWords.map(fold)),
  script,
});

/** Languages of feeds that were seen and that somebody wrote a stemmer for; `none` reads every other as it stands. */
export const languages = {
  ar: language(arabic, arabicStops, arabicScript),
  de: language(german, germanStops),
  // in news it is a country
  en: language(
    english,
    englishStops.filter((word) => word !== 'us'),
  ),
  fr: language(french, frenchStops),
  it: language(italian, italianStops),
  nl: language(dutch, dutchStops),
  no: language(norwegian, norwegianStops),
  ro: language(romanian, romanianStops),
  ru: language(again(russian), russianStops, cyrillic),
  tr: language(again(turkish), turkishStops),
  none: language((word) => word, [], /./u),
} satisfies Record<string, Language>;

export type LanguageName = keyof typeof languages;
export const languageNames = Object.keys(languages) as readonly LanguageName[];

/** Languages so near to one of these that its stemmer serves them. */
const near: ReadonlyMap<string, LanguageName> = new Map([
  ['az', 'tr'],
  ['nb', 'no'],
  ['nn', 'no'],
]);

/** What a text says of its language counts as much as so many of its words. */
const wordOfItsPublisher = 2;

/** A text that says nothing of its language, or English, which many feeds say, whatever they hold. */
function byScript(words: readonly string[]): LanguageName {
  if (words.some((word) => cyrillic.test(word))) return 'ru';
  return words.some((word) => arabicScript.test(word)) ? 'ar' : 'en';
}

/** The language that a word is read in, in a text of another: its own where it is written in other letters. */
export const languageOfWord = (word: string, ofText: LanguageName): Language =>
  languages[ofText].script.test(word) ? languages[ofText] : languages[byScript([word])];

/**
 * The language that a text is read in: that which most of its small words are of. What its publisher says is believed
 * where these say little.
 * @param words folded
 * @param said BCP 47
 */
export function languageOf(words: readonly string[], said: string | undefined): LanguageName {
  const tag = said?.toLowerCase().split('-')[0];
  const told =
    tag === undefined || tag === 'en'
      ? byScript(words)
      : (near.get(tag) ?? languageNames.find((name) => name === tag) ?? 'none');
  const count = (name: LanguageName): number =>
    words.filter((word) => word.length > 1 && languages[name].stopWords.has(word)).length +
    (name === told ? wordOfItsPublisher : 0);
  const [most = { name: told }] = languageNames
    .map((name) => ({ name, count: count(name) }))
    .toSorted((one, other) => other.count - one.count);
  return most.name;
}
