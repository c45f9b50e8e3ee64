/** A document's text, and what had to be assumed to get it. */
export interface Decoded {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Fallback of the web for text without a valid label (WHATWG Encoding): every byte means something in it. */
const fallback = 'windows-1252';

/**
 * Bytes to text: by byte order mark, then the HTTP charset, then the XML declaration (RFC 7303, section 3), then UTF-8.
 * A label that the bytes contradict is passed over, with a note; nothing is ever refused.
 * @param contentType the HTTP header's value
 */
export function decode(body: Uint8Array, contentType?: string): Decoded {
  const notes: string[] = [];
  const marked = byteOrderMark(body) ?? wideWithoutMark(body);
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(body), notes };

  for (const label of [httpCharset(contentType), declaredEncoding(body)]) {
    if (label === undefined) continue;
    const encoding = canonical(label);
    if (encoding === undefined) {
      notes.push(`the encoding label "${label}" is unknown and was passed over`);
    } else if (encoding === fallback && isMultibyteUtf8(body)) {
      notes.push(`labelled ${label}, read as utf-8, which its bytes are`);
      break;
    } else if (encoding !== 'utf-8' && !encoding.startsWith('utf-16')) {
      const text = new TextDecoder(encoding).decode(body);
      if (text.includes('\uFFFD')) notes.push(`some bytes are not valid ${label} and were replaced`);
      return { text, notes };
    }
  }
  return asUtf8(body, notes);
}

/** UTF-8, mended where a few bytes are wrong (a cut-off end), and windows-1252 where it is not UTF-8 at all. */
function asUtf8(body: Uint8Array, notes: string[]): Decoded {
  const text = new TextDecoder('utf-8').decode(body);
  const replaced = count(text, /\uFFFD/g);
  if (replaced === 0 || isUtf8(body)) return { text, notes };
  if (replaced * 4 <= count(text, /[^\0-\x7F\uFFFD]/g)) {
    return { text, notes: [...notes, `replaced ${replaced} sequences of bytes that are not valid utf-8`] };
  }
  return { text: new TextDecoder(fallback).decode(body), notes: [...notes, `not valid utf-8, read as ${fallback}`] };
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

function canonical(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined; // RangeError is how the platform says that it does not know a label
  }
}

const isMultibyteUtf8 = (body: Uint8Array): boolean => body.some((byte) => byte > 0x7f) && isUtf8(body);

function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  while (pattern.exec(text) !== null) found += 1;
  return found;
}
