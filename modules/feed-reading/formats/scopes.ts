/**
 * Which namespace each prefix stands for, as elements open and close (Namespaces in XML 1.0, section 6): a step each,
 * however many are open.
 */
export class Scopes {
  readonly #uris = new Map<string, string[]>();

  /** @returns the prefixes that the attributes of a start tag declare, to be closed with its element */
  open(attributes: string): readonly string[] {
    if (!attributes.includes('xmlns')) return [];
    return [...attributes.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*["']([^"']*)["']/g)].map(([, prefix = '', uri = '']) =>
      this.declare(prefix, uri),
    );
  }

  declare(prefix: string, uri: string): string {
    const standing = this.#uris.get(prefix);
    if (standing === undefined) this.#uris.set(prefix, [uri]);
    else standing.push(uri);
    return prefix;
  }

  close(prefixes: readonly string[]): void {
    for (const prefix of prefixes) this.#uris.get(prefix)?.pop();
  }

  uriOf(prefix: string): string | undefined {
    return this.#uris.get(prefix)?.at(-1);
  }
}
