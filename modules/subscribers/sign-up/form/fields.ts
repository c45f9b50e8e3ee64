import * as z from 'zod/mini';
import { mailLanguages } from '../../../locales/languages.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { FieldFault } from '../../../locales/messages.ts';
import { frequencies } from '../../preferences.ts';
import type { Preferences } from '../../preferences.ts';
import { zoneNamed } from './times.ts';
import { fieldText, fieldTexts } from '../../../reader-pages/fields.ts';

/** The text in the form's fields: as somebody typed it, or as a reader chose it before. */
export interface Fields {
  readonly topics: readonly string[];
  readonly sources: readonly string[];
  readonly frequency: string;
  readonly weekday: string;
  readonly hour: string;
  readonly zone: string;
  readonly language: string;
  /** Only articles in this language. */
  readonly only: boolean;
}

/** The slugs that can be chosen. */
export interface KnownSlugs {
  readonly topics: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

export type FieldFaults = Partial<Record<keyof Fields, FieldFault>>;

const mostChosen = 50;

export const typedFields = (form: FormData | URLSearchParams): Fields => ({
  ...choiceOf(form),
  frequency: fieldText(form, 'frequency'),
  weekday: fieldText(form, 'weekday'),
  hour: fieldText(form, 'hour'),
  zone: fieldText(form, 'zone'),
  language: fieldText(form, 'language'),
  only: fieldText(form, 'only') !== '',
});

/** The topics and sources alone: a link from a topic's page brings them. */
export const choiceOf = (form: FormData | URLSearchParams): Pick<Fields, 'topics' | 'sources'> => ({
  topics: fieldTexts(form, 'topics'),
  sources: fieldTexts(form, 'sources'),
});

/**
 * The name that somebody looks for, where that is what they sent the form for: they pressed its button, or Enter behind
 * a name that was not looked for yet.
 */
export function searchIn(form: FormData): string | undefined {
  const find = fieldText(form, 'find').trim();
  if (fieldText(form, 'search') !== '') return find;
  return fieldText(form, 'send') === '' && find !== '' && find !== fieldText(form, 'found') ? find : undefined;
}

export const fieldsFrom = ({ choice, cadence, language }: Preferences): Fields => ({
  topics: choice.topics,
  sources: choice.sources,
  frequency: cadence.frequency,
  weekday: String(cadence.weekday ?? 1),
  hour: String(cadence.hour),
  zone: cadence.zone,
  language,
  only: choice.language !== undefined,
});

export const defaultFields = (language: MailLanguage, zone: string): Fields => ({
  topics: [],
  sources: [],
  frequency: 'daily',
  weekday: '1',
  hour: '7',
  zone,
  language,
  only: false,
});

/** The preferences that the fields ask for, or the fault of each. */
export function readFields(fields: Fields, known: KnownSlugs): { preferences: Preferences } | { faults: FieldFaults } {
  // the day of another cadence is nobody's matter
  const read = schemaFor(known).safeParse(fields.frequency === 'weekly' ? fields : { ...fields, weekday: '1' });
  if (!read.success) {
    const faults = read.error.issues.map(({ path: [name], code }) => [name, code === 'too_big' ? 'tooMany' : name]);
    return { faults: Object.fromEntries(faults) as FieldFaults };
  }
  const { topics, sources, frequency, weekday, hour, zone, language, only } = read.data;
  return {
    preferences: {
      choice: { topics, sources, ...(only && { language }) },
      cadence: { frequency, hour, ...(frequency === 'weekly' && { weekday }), zone },
      language,
    },
  };
}

const schemaFor = ({ topics, sources }: KnownSlugs) => {
  const numberLike = (pattern: RegExp) => z.pipe(z.string().check(z.regex(pattern)), z.transform(Number));
  const among = (slugs: ReadonlySet<string>) =>
    z.array(z.string().check(z.refine((slug) => slugs.has(slug)))).check(z.maxLength(mostChosen));
  return z.object({
    topics: among(topics),
    sources: among(sources),
    frequency: z.enum(frequencies),
    weekday: numberLike(/^[1-7]$/),
    hour: numberLike(/^([01]?\d|2[0-3])$/),
    zone: z.pipe(
      z.string().check(z.refine((zone) => zoneNamed(zone) !== undefined)),
      z.transform((zone: string) => zoneNamed(zone) ?? zone),
    ),
    language: z.enum(mailLanguages),
    only: z.boolean(),
  });
};
