const latin = new TextDecoder('windows-1252');
/** The byte of each character of windows-1252 beyond ASCII; some software reads the bytes as Unicode instead. */
const byteOf = new Map<string, number>();
for (let byte = 0x80; byte <= 0xff; byte++)
  for (const character of [String.fromCharCode(byte), latin.decode(Uint8Array.of(byte))]) byteOf.set(character, byte);

/** What the bytes that go on a character of UTF-8 look like. */
const next = `[${[...byteOf].flatMap(([character, byte]) => (byte < 0xc0 ? character : [])).join('')}]`;
const characters = new RegExp(`[\\u00C2-\\u00DF]${next}|[\\u00E0-\\u00EF]${next}{2}|[\\u00F0-\\u00F4]${next}{3}`, 'g');
/** What no language writes: punctuation and small letters of Latin, words of Cyrillic and the like, and of Chinese. */
const signs = new RegExp(
  `\\u00E2[\\u20AC\\u0080]${next}|\\u00C3[\\u00A1-\\u00A9\\u00AC-\\u00B9\\u00BC-\\u00BF]|` +
    `(?:[\\u00C4-\\u00DF]${next}){3}|(?:[\\u00E3-\\u00E9]${next}{2}){2}`,
  'g',
);
const enough = 3;
const utf8 = new TextDecoder('utf-8');

/**
 * Undoes a publisher's mistake: UTF-8 that was read as windows-1252 and encoded once more ("itâ€™s", "cafÃ©").
 * @returns the text, and how many characters were undone: none where there are too few to be sure
 */
export function onceEncoded(text: string): { readonly text: string; readonly undone: number } {
  if (text.search(signs) < 0 || (text.match(signs)?.length ?? 0) < enough) return { text, undone: 0 };
  let undone = 0;
  const known = new Map<string, string>();
  const mended = text.replace(characters, (found) => {
    const character = known.get(found) ?? utf8.decode(Uint8Array.from([...found], (each) => byteOf.get(each)!));
    known.set(found, character);
    if (character.includes('\uFFFD')) return found;
    undone += 1;
    return character;
  });
  return { text: mended, undone };
}
