import { createHash } from 'node:crypto';
import type { Story } from './article.ts';

/**
 * Readers notice words, pictures and the facts of a story. They do not notice tokens in addresses, another order or
 * spelling of lists, white space, a scheme, the size of a picture, and lines that say what time it is, who has the
 * copyright, or how many have read it: a correction changes what is left of a story without these.
 */
export interface Notice {
  /** Of all but the text: 32 hexadecimal digits. */
  readonly head: string;
  /** Of summary and content. */
  readonly text: string;
}

/** What readers can notice of a story. */
export function noticeOf(story: Story): Notice {
  const sorted = (list: readonly string[]): string[] => list.map(folded).toSorted();
  return {
    head: hash([
      story.url === undefined ? '' : placeOf(story.url),
      folded(story.title),
      sorted(story.authors),
      sorted(story.topics.map(({ slug }) => slug)),
      story.language ?? '',
      story.image === undefined ? '' : fileOf(story.image.url),
      story.enclosures.map(({ url }) => fileOf(url)).toSorted(),
      folded((story.rights ?? '').replace(/\d+/g, '')),
      story.embargoUntil ?? '',
      story.embargoUnread ?? '',
      story.expiresAt ?? '',
    ]),
    text: hash([wordsOf(story.content === '' ? story.summary : story.content), picturesOf(story.content)]),
  };
}

const hash = (value: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/** Text in one spelling: quotes, dashes, ligatures and spaces come in several, which software exchanges. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();

/** The letters and digits of a text, by which titles are compared. */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** An article's address without its scheme and the site's "www.". */
export function placeOf(url: string): string {
  const { host, pathname, search, hash: fragment } = new URL(url);
  return host.replace(/^www\./, '') + pathname.replace(/\/$/, '') + search + fragment;
}

/** A file's address without its host, tokens, and what says how large it is. */
function fileOf(url: string): string {
  return new URL(url).pathname
    .split('/')
    .filter((part) => !/^(?:[wh]?\d{1,4}|\d{1,4}x\d{1,4})$/i.test(part))
    .join('/')
    .replace(/[-_@](?:\d{1,4}x\d{1,4}|\d{1,4}[wh]|[1-4]x|scaled)(?=\.\w{1,5}$)/i, '');
}

const picture = /<img\s[^<>]*?\bsrc="([^"]*)"/g;
/** Counters of readers have no such names. */
const isPhotograph = (path: string): boolean => /\.(?:jpe?g|png|webp|avif|svg)$/i.test(path);

const picturesOf = (html: string): string[] =>
  [...html.matchAll(picture)]
    .map(([, src = '']) => (URL.canParse(src) ? fileOf(src) : ''))
    .filter(isPhotograph)
    .toSorted();

/** Where a line of text ends: at blocks and line breaks. */
const block =
  /<\/?(?:p|div|section|article|aside|header|footer|figure|figcaption|blockquote|pre|h[1-6]|[uo]l|li|d[ltd]|table|t[rdh]|br|hr)\b[^<>]*>/gi;

/** The words of safe HTML, a line for a block, without lines that are no part of the story. */
const wordsOf = (html: string): string[] =>
  html
    .split(block)
    .map((line) => folded(line.replace(/<[^<>]*>/g, '')))
    .filter((line) => line !== '' && !isPassing(line));

/** Who has the copyright, in the languages of feeds that were seen. */
const copyright =
  /©|\(c\) ?\d{4}|copyright|rights reserved|rechte vorbehalten|droits réservés|derechos reservados|все права|hakları saklıdır|hüquqlar qorunur|حقوق/i;
/** How long ago, or how long it takes to read. */
const age =
  /\d ?(?:s|sec|m|min|h|hr|d|minutes?|hours?|days?|минут[уы]?|часа?|часов|dakika|saat|dəqiqə)\.? (?:ago|read|назад|önce|əvvəl)$|^(?:vor|il y a|hace|منذ) \d{1,3} (?:minut|stund|tag|heure|jour|hora|día|دقيق|ساع|يوم)/i;
/** When the page was changed. */
const change =
  /^(?:last )?(?:updated|modified)\b|^(?:aktualisiert|stand:|mis à jour|mise à jour|actualizado|aggiornat|обновлен|оновлен|güncelle|yenilən|تحديث)/i;
const clock = /\d{1,2}[:.]\d{2}/;
const word = /\p{L}{4}/u;
const counted =
  /^(?:comments?|views?|reads|shares?|likes?|votes?|replies|kommentare?|commentaires?|comentarios|просмотр(?:ы|ов)?|комментари(?:и|ев|й)|yorum|görüntülenme|şərh|baxış|تعليق|مشاهدة)$/i;

/** A short line that says the time, the copyright, or how many have read it. */
function isPassing(line: string): boolean {
  if (line.length <= 200 && copyright.test(line)) return true;
  if (line.length > 60 || !/\d/.test(line)) return false;
  const isCount = counted.test(
    line
      .replace(/[\d.,:()]/g, '')
      .replace(/\b[km]\b/i, '')
      .trim(),
  );
  return isCount || age.test(line) || change.test(line) || (clock.test(line) && !word.test(line));
}
