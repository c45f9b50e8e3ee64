/** What no XML document may hold, not even escaped (XML 1.0, section 2.2): one such character makes a feed unreadable, with all its articles. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export const xmlText = (text: string): string => text.replace(forbidden, '');

/** The same for every text within; undefined values stay. */
export function xmlTexts<T>(value: T): T;
export function xmlTexts(value: unknown): unknown {
  if (typeof value === 'string') return xmlText(value);
  if (Array.isArray(value)) return value.map((one: unknown) => xmlTexts(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]: [string, unknown]) => [name, xmlTexts(one)]));
}
