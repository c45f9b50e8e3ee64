import type { SourcesTable } from '../../sources/sourcesTable.ts';
import type { Filter } from '../../articles/filter.ts';
import { sourceSchema } from '../../sources/source.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import type { Fault } from '../../../platform/http/problem.ts';

/** Why a filter can match nothing; an empty list where it can match something. */
export async function filterFaults(
  { sources = [], topics = [], languages = [] }: Filter,
  table: Pick<SourcesTable, 'get'>,
): Promise<Fault[]> {
  const fault = (list: keyof Filter, index: number, detail: string): Fault => ({
    pointer: `#/filter/${list}/${index}`,
    detail: `can match nothing: ${detail}`,
  });
  const known = await Promise.all(
    sources.map(async (id) => sourceSchema.shape.id.safeParse(id).success && (await table.get(id)) !== undefined),
  );
  return [
    ...known.flatMap((is, index) =>
      is ? [] : [fault('sources', index, 'there is no source with this id; take the source.id of an article')],
    ),
    ...topics.flatMap((topic, index) =>
      isSlug(topic)
        ? []
        : [
            fault(
              'topics',
              index,
              `this is no topic's slug${slugOf(topic) === '' ? '' : `; did you mean "${slugOf(topic)}"?`}`,
            ),
          ],
    ),
    ...languages.flatMap((range, index) =>
      isLanguage(range)
        ? []
        : [fault('languages', index, 'this is no BCP 47 tag in its canonical form, such as "en" or "pt-BR"')],
    ),
  ];
}

export const isSlug = (text: string): boolean => text !== '' && slugOf(text) === text;

/** Articles carry canonical tags in lower case, so one that is not canonical ("iw" for "he") is never met. */
export function isLanguage(text: string): boolean {
  try {
    return text.length <= 35 && Intl.getCanonicalLocales(text)[0]?.toLowerCase() === text.toLowerCase();
  } catch {
    return false; // RangeError: the platform's word for an invalid tag
  }
}
