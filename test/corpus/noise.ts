/**
 * What publishers' software changes at each poll and readers do not notice, at a round of polls. Each is a change of a
 * feed's text as it stands, so that it goes through all of the reading.
 */
const noises: Readonly<Record<string, (text: string, round: number) => string>> = {
  'the time when the document was made': (text, round) =>
    text.replace(
      /<(lastBuildDate|pubDate)>[^<]*(?=<\/\1>(?:(?!<item|<entry)[\s\S])*<(?:item|entry))/,
      `<$1>${made(round)}`,
    ),
  'tokens of enclosures and pictures': (text, round) =>
    text.replace(
      /(<(?:enclosure|media:content|media:thumbnail)\b[^>]*?\burl=")([^"?]*)(?:\?[^"]*)?"/g,
      `$1$2?Expires=${round}&amp;Signature=s${round}"`,
    ),
  'another size of a picture': (text, round) =>
    text.replace(/-\d{3,4}x\d{3,4}(?=\.jpg\b)/g, `-${300 + round}x${200 + round}`),
  'white space between elements': (text, round) =>
    text.replace(
      /(<\/(?:title|link|guid|pubDate|description|author|category)>)\s*(?=<)/g,
      `$1${'\n'.repeat(1 + (round % 3))}`,
    ),
  'the order of topics': (text, round) =>
    text.replace(/(?:<category(?:\s[^>]*)?>[^<]*<\/category>\s*|<category(?:\s[^>]*)?\/>\s*){2,}/g, (list) => {
      const all = list.match(/<category(?:\s[^>]*)?(?:>[^<]*<\/category>|\/>)\s*/g) ?? [];
      return [...all.slice(round % all.length), ...all.slice(0, round % all.length)].join('');
    }),
  'the scheme of links': (text, round) =>
    round % 2 === 0 ? text : text.replace(/(<link>\s*(?:<!\[CDATA\[)?)https:/g, '$1http:'),
  'the scheme of guids': (text, round) =>
    round % 2 === 0 ? text : text.replace(/(<guid[^>]*>\s*(?:<!\[CDATA\[)?)https:/g, '$1http:'),
  'tracking of links': (text, round) =>
    text.replace(/(<link>\s*https?:[^<?\s]*)(\s*<\/link>)/g, `$1?utm_source=rss${round}$2`),
  'a pixel, a counter, a clock and a copyright line': (text, round) =>
    text.replace(
      /\]\]>(\s*<\/(?:description|content:encoded)>)/g,
      `<img src="https://count.example/p.gif?r=${round}" width="1" height="1"><p>${round} comments</p>` +
        `<p>Updated: ${10 + (round % 10)}:04</p><p>© ${2020 + round} Example. All rights reserved.</p>]]>$1`,
    ),
};

const made = (round: number): string => new Date(Date.UTC(2026, 10, 29, 0, round)).toUTCString();

/** A feed's text with all noise of a round. */
export const noisy = (text: string, round: number): string =>
  Object.values(noises).reduce((changed, noise) => noise(changed, round), text);
