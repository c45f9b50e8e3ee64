/** How many characters beyond ASCII bytes hold as UTF-8, and in how many places they hold none. */
export function utf8In(body: Uint8Array): { readonly characters: number; readonly faults: number } {
  let characters = 0;
  let faults = 0;
  for (let at = 0; at < body.length;) {
    if (body[at]! < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceAt(body, at);
    if (length > 0) characters += 1;
    else faults += 1;
    at += Math.abs(length);
  }
  return { characters, faults };
}

/** UTF-8 to text, with single bytes that are none of it read in an encoding where each byte is a character. */
export function decodeMixed(
  body: Uint8Array,
  bytewise: string,
): { readonly text: string; readonly strayBytes: number } {
  const [utf8, other] = [new TextDecoder('utf-8'), new TextDecoder(bytewise)];
  const parts: string[] = [];
  let strayBytes = 0;
  let from = 0;
  for (let at = 0; at < body.length;) {
    const length = body[at]! < 0x80 ? 1 : sequenceAt(body, at);
    if (length === -1) {
      parts.push(utf8.decode(body.subarray(from, at)), other.decode(body.subarray(at, at + 1)));
      strayBytes += 1;
      from = at + 1;
    }
    at += Math.abs(length);
  }
  parts.push(utf8.decode(body.subarray(from)));
  return { text: parts.join(''), strayBytes };
}

/**
 * The length of the character of UTF-8 at a place, or less than 0: minus the bytes that a decoder passes over there
 * (Unicode, table 3-7; WHATWG Encoding, section 8.1.1).
 */
function sequenceAt(body: Uint8Array, at: number): number {
  const lead = body[at]!;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const length = 2 + Number(lead >= 0xe0) + Number(lead >= 0xf0);
  for (let index = 1; index < length; index++) {
    const byte = body[at + index] ?? 0;
    if (byte < 0x80 || byte > 0xbf || (index === 1 && !mayFollow(lead, byte))) return -index;
  }
  return length;
}

/** No longer form of a shorter character, no half of a pair, nothing beyond Unicode. */
function mayFollow(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}
