const words = 3;

/**
 * Hashes of each three neighbouring words. FNV-1a: 32 bits are plenty for the 60,000 shingles of one digest's
 * candidates.
 */
export function shinglesOf(tokens: readonly string[]): number[] {
  return tokens.slice(words - 1).map((_, start) => {
    let hash = 0x811c9dc5;
    for (let place = start; place < start + words; place += 1) {
      const token = tokens[place]!;
      for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    return hash >>> 0;
  });
}
