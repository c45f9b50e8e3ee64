/**
 * What no XML document may hold, not even escaped (XML 1.0, section 2.2): one such character makes a feed unreadable,
 * with all its articles.
 */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export const xmlText = (text: string): string => text.replace(forbidden, '');
