/** The encoding that a label means (WHATWG Encoding, section 4.2); undefined where it means none. */
export function encodingNamed(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined; // RangeError is how the platform says that it does not know a label
  }
}
