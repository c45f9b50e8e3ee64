/**
 * What no XML document may hold, not even escaped (XML 1.0, section 2.2): one such character makes a feed unreadable,
 * with all its articles.
 */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Those, and the halves that most characters outside of the basic plane are written with: quick to look for. */
const suspect = /[\0-\x08\v\f\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/;

export const xmlText = (text: string): string => (suspect.test(text) ? text.replace(forbidden, '') : text);
