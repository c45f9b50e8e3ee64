import { analyse } from 'chardet';
import { encodingNamed } from '../../platform/values/encoding.ts';
import { onceEncoded } from './encodedTwice.ts';
import { decodeMixed, utf8In } from './utf8.ts';

/** A document's text, and what had to be assumed to get it. */
export interface Decoded {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Fallback of the web for text without a valid label (WHATWG Encoding): every byte means something in it. */
const fallback = 'windows-1252';
/** Encodings whose characters take more than one byte: short texts in them may pass for UTF-8 by chance. */
const multibyte = /^(?:gb|big5|euc-|shift_jis|iso-2022)/;
/** So many characters of UTF-8 in a row of such bytes are no chance. */
const certain = 4;
/** A guess of less, of 100, is none. */
const leastConfidence = 20;
/** How much of a document is looked at, and how many of its words, for a guess. */
const [looksAtBytes, looksAtWords] = [1_048_576, 2_000];

/**
 * Old encodings by language, each the likelier first (WHATWG HTML, "determining the character encoding", for Japanese
 * with its other one).
 */
const byLanguage: Readonly<Record<string, readonly string[]>> = {
  ar: ['windows-1256'],
  be: ['windows-1251'],
  bg: ['windows-1251'],
  cs: ['windows-1250'],
  el: ['iso-8859-7'],
  et: ['windows-1257'],
  fa: ['windows-1256'],
  he: ['windows-1255'],
  hr: ['windows-1250'],
  hu: ['iso-8859-2'],
  ja: ['euc-jp', 'shift_jis'],
  kk: ['windows-1251'],
  ko: ['euc-kr'],
  ku: ['windows-1254'],
  ky: ['windows-1251'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  mk: ['windows-1251'],
  pl: ['iso-8859-2'],
  ru: ['windows-1251'],
  sk: ['windows-1250'],
  sl: ['iso-8859-2'],
  sr: ['windows-1251'],
  tg: ['windows-1251'],
  th: ['windows-874'],
  tr: ['windows-1254'],
  tt: ['windows-1251'],
  uk: ['windows-1251'],
  vi: ['windows-1258'],
  zh: ['gbk', 'big5'],
  'zh-tw': ['big5'],
  'zh-hk': ['big5'],
  'zh-hant': ['big5'],
};

/**
 * Bytes to text: by byte order mark, then the HTTP charset, then the XML declaration (RFC 7303, section 3), then UTF-8.
 * A label that the bytes contradict is passed over, with a note; nothing is ever refused.
 * @param contentType the HTTP header's value
 * @param chosen the encoding that an operator has set, which stands above all others
 */
export function decode(body: Uint8Array, contentType?: string, chosen?: string): Decoded {
  const { text: read, notes } = asWritten(body, contentType, chosen);
  const { text, undone } = onceEncoded(read);
  return { text, notes: undone === 0 ? notes : [...notes, `mended ${undone} characters that were encoded twice`] };
}

function asWritten(body: Uint8Array, contentType: string | undefined, chosen: string | undefined): Decoded {
  if (chosen !== undefined && encodingNamed(chosen) !== undefined) return asLabelled(body, chosen, []);
  const marked = byteOrderMark(body) ?? wideWithoutMark(body);
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(body), notes: [] };

  const notes: string[] = [];
  const [http, declared] = [httpCharset(contentType), declaredEncoding(body)];
  const labels = isServersDefault(http, declared, body) ? [declared, http] : [http, declared];
  for (const label of labels) {
    if (label === undefined) continue;
    const encoding = encodingNamed(label);
    if (encoding === undefined) {
      notes.push(`the encoding label "${label}" is unknown and was passed over`);
    } else if (encoding !== 'utf-8' && !encoding.startsWith('utf-16')) {
      return readsAsUtf8(body, encoding)
        ? asUtf8DespiteLabel(body, label, encoding, notes)
        : asLabelled(body, label, notes);
    }
  }
  return asUtf8(body, notes);
}

function asLabelled(body: Uint8Array, label: string, notes: readonly string[]): Decoded {
  const text = new TextDecoder(label).decode(body);
  return text.includes('\uFFFD')
    ? { text, notes: [...notes, `some bytes are not valid ${label} and were replaced`] }
    : { text, notes };
}

/**
 * Servers label all that they send as Latin text. A document that names another encoding, in which all its bytes mean
 * something, knows better.
 */
function isServersDefault(http: string | undefined, declared: string | undefined, body: Uint8Array): boolean {
  if (http === undefined || declared === undefined || encodingNamed(http) !== fallback) return false;
  const encoding = encodingNamed(declared);
  return encoding !== undefined && !encoding.startsWith('utf-') && isValid(body, encoding);
}

/**
 * Whether bytes under the label of another encoding are those of UTF-8: hardly any text of one is valid in the other,
 * and one that is cut or spoilt in places still is in most.
 */
function readsAsUtf8(body: Uint8Array, encoding: string): boolean {
  const { characters, faults } = utf8In(body);
  if (characters === 0 || faults * 4 > characters) return false;
  return !multibyte.test(encoding) || characters >= certain || (faults === 0 && !isValid(body, encoding));
}

/** Bytes that are no UTF-8 are read by the label, where that gives each byte a character. */
function asUtf8DespiteLabel(body: Uint8Array, label: string, encoding: string, notes: readonly string[]): Decoded {
  const said = [...notes, `labelled ${label}, read as utf-8, which its bytes are`];
  if (isValid(body, 'utf-8')) return { text: new TextDecoder('utf-8').decode(body), notes: said };
  if (multibyte.test(encoding)) return asUtf8(body, said);
  const { text, strayBytes } = decodeMixed(body, encoding);
  return { text, notes: [...said, `read ${strayBytes} stray bytes as ${label}`] };
}

/** UTF-8, mended where a few bytes are wrong (a cut-off end), and an old encoding where it is not UTF-8 at all. */
function asUtf8(body: Uint8Array, notes: readonly string[]): Decoded {
  const text = new TextDecoder('utf-8').decode(body);
  if (!text.includes('\uFFFD') || isValid(body, 'utf-8')) return { text, notes };
  const { characters, faults } = utf8In(body);
  if (faults * 4 <= characters)
    return { text, notes: [...notes, `replaced ${faults} sequences of bytes that are not valid utf-8`] };
  const encoding = [...guessedOf(body), ...encodingsOf(body)].find((one) => isValid(body, one)) ?? fallback;
  return { text: new TextDecoder(encoding).decode(body), notes: [...notes, `not valid utf-8, read as ${encoding}`] };
}

/**
 * The encoding that a document's letters speak for, by how often they stand beside each other. Its markup says nothing of
 * it, nor do words of ASCII.
 * @returns none where they speak for the fallback, which languages of other letters pass for as well
 */
function guessedOf(body: Uint8Array): string[] {
  const words = Buffer.from(body.subarray(0, looksAtBytes))
    .toString('latin1')
    .replace(/<[^<>]*>/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\x80-\xff]/.test(word))
    .slice(0, looksAtWords);
  const [first] = analyse(Buffer.from(words.join(' '), 'latin1')).filter(({ name }) => !name.startsWith('UTF-'));
  const encoding = first && first.confidence >= leastConfidence ? encodingNamed(first.name) : undefined;
  return encoding === undefined || encoding === fallback ? [] : [encoding];
}

/** The old encodings of the language that a document names, which is readable whatever its encoding. */
function encodingsOf(body: Uint8Array): readonly string[] {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 16_384));
  const language =
    /<(?:dc:)?language>\s*([a-z-]{2,10})|xml:lang=["']([a-z-]{2,10})|"language"\s*:\s*"([a-z-]{2,10})/i.exec(head);
  const tag = (language?.[1] ?? language?.[2] ?? language?.[3] ?? '').toLowerCase();
  return byLanguage[tag] ?? byLanguage[tag.slice(0, 2)] ?? [];
}

function byteOrderMark(body: Uint8Array): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** `<` or `{` in two bytes: the first character of any feed (XML 1.0, appendix F). */
function wideWithoutMark(body: Uint8Array): string | undefined {
  const opens = (byte: number | undefined): boolean => byte === 0x3c || byte === 0x7b;
  if (opens(body[0]) && body[1] === 0) return 'utf-16le';
  if (body[0] === 0 && opens(body[1])) return 'utf-16be';
  return undefined;
}

const httpCharset = (contentType = ''): string | undefined =>
  /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];

function declaredEncoding(body: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 1024));
  const declaration = /<\?xml\s[^<>]*/i.exec(head)?.[0] ?? '';
  return /encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(declaration)?.[1];
}

function isValid(body: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}
