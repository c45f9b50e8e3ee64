/** Directives that forbid to list a page, or to keep a copy of it. */
const forbids = /^(?:noindex|noarchive|none)$/i;
/** Our product token in robots.txt and robots meta. */
const ourName = 'caravan';

/** Why the head of an answer forbids to keep its page: `X-Robots-Tag`, `tdm-reservation`. */
export function refusalByHeaders(headers: Readonly<Record<string, string>>): string | undefined {
  return refusalByDirectives(headers['x-robots-tag']) ?? refusalByReservation(headers['tdm-reservation']);
}

/**
 * Directives with a comma between, some under the name of one program: "otherbot: noindex, nofollow".
 * @param text of `X-Robots-Tag`, whose lines come joined, so that a name counts for the next directive alone; or of a
 * robots meta
 */
export function refusalByDirectives(text = ''): string | undefined {
  const directive = text
    .split(',')
    .map((part) => part.trim())
    .map((part) => {
      const [, name, rest] = /^([\w-]{1,60}):(.*)$/.exec(part) ?? [];
      return name === undefined || [ourName, '*'].includes(name.toLowerCase()) ? (rest ?? part).trim() : '';
    })
    .find((part) => forbids.test(part));
  return directive === undefined ? undefined : `by its own word (${directive.toLowerCase()})`;
}

/** Text and data mining is reserved (TDMRep). */
export const refusalByReservation = (text = ''): string | undefined =>
  text.trim() === '1' ? 'by its own word (tdm-reservation)' : undefined;

/** Whether a meta of this name speaks to us. */
export const isOurMeta = (name: string): boolean => ['robots', ourName].includes(name.toLowerCase());
