/** Two letters for each language that has them (ISO 639-1), by its names in English and in itself. */
let named: ReadonlyMap<string, string> | undefined;

/**
 * BCP 47, canonical, in lower case ("en-gb"), of a tag or of a language's name ("English", "русский").
 * @returns undefined for what is neither
 */
export function languageTag(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const [word = ''] = /^[^.,;/()[\]]{1,35}/.exec(raw.trim()) ?? [];
  if (!told.has(word)) {
    if (told.size === mostTold) told.clear();
    told.set(word, tagOf(word.trim()));
  }
  return told.get(word);
}

/** The items of a feed are of few languages, and the platform takes long to tell. */
const told = new Map<string, string | undefined>();
const mostTold = 1_000;

function tagOf(word: string): string | undefined {
  const tag = canonical(word.replaceAll('_', '-'));
  // Registered tags of languages have two letters or three.
  if (tag !== undefined && /^[a-z]{2,3}(?:-|$)/.test(tag)) return tag;
  return (named ??= names()).get(word.toLowerCase());
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]?.toLowerCase();
  } catch {
    return undefined; // RangeError: the platform's word for an invalid tag
  }
}

function names(): Map<string, string> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const found = new Map<string, string>();
  for (const tag of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english.of(tag);
    if (name === undefined) continue;
    const own = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag);
    for (const each of [name, own])
      if (each !== undefined && !found.has(each.toLowerCase())) found.set(each.toLowerCase(), canonical(tag) ?? tag);
  }
  return found;
}
