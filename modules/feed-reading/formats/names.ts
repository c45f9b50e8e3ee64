import { namespaceOf, prefixOf } from '../repair/prolog.ts';

export type XmlFormat = 'rss' | 'rdf' | 'atom';

/**
 * What a root is called where rss-parser looks for it. RDF has its items beside the channel, and rss-parser would make
 * its own of them; as a `feed` it gives all that it is asked for.
 */
const roots: Readonly<Record<XmlFormat, string>> = { rss: 'rss', rdf: 'feed', atom: 'feed' };

/** More different names than any honest document has. */
const maxLearned = 10_000;

/** The format of a feed by its root's name. */
export function formatOf(root: string): XmlFormat {
  const local = root.slice(root.indexOf(':') + 1).toLowerCase();
  if (local === 'feed') return 'atom';
  return local === 'rdf' ? 'rdf' : 'rss';
}

/**
 * An element's name as the rest of the code has it: one prefix for each namespace, in lower case.
 * @param name as it is written
 * @param known our prefix for the namespace that it is of, where that means something to us
 */
export function ourName(name: string, known: string | undefined, format: XmlFormat): string {
  const colon = name.indexOf(':');
  const local = name
    .slice(colon + 1)
    .replaceAll(':', '.')
    .toLowerCase();
  if (known === 'content') return `module-content:${local}`; // rss-parser makes a snippet of content:encoded
  // A default namespace that nobody knows (or none) is the format's own; RSS 2.0 has none by its specification.
  return `${known ?? (colon < 0 ? ownPrefix(format) : 'other')}:${local}`;
}

/** The prefix of a format's own elements. */
export const ownPrefix = (format: XmlFormat): 'atom' | 'rss' => (format === 'atom' ? 'atom' : 'rss');

/** The document must be arranged before rss-parser can read all of it. */
export class NeedsArranging extends Error {}

/**
 * Gives rss-parser our names for a document's elements while it reads them. A prefix stands for one namespace in a whole
 * document, nearly always: where it does not, the document has to be arranged.
 */
export class Names {
  #format: XmlFormat | undefined;
  readonly #rootAttributes = new Map<string, string>();
  /** The document's prefixes, and ours for what they stand for. */
  readonly #prefixes = new Map<string, string | undefined>();
  readonly #undeclared = new Set<string>();
  readonly #learned = new Map<string, string>();
  #items = 0;
  #channels = 0;
  readonly #isArranged: boolean;

  /** @param isArranged whether the names of the document are ours already, and its namespaces count no longer */
  constructor(isArranged: boolean) {
    this.#isArranged = isArranged;
  }

  get format(): XmlFormat {
    return this.#format ?? 'rss';
  }

  /** Of the root element, without its namespaces. */
  get rootAttributes(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#rootAttributes);
  }

  /** How many prefixes no element declares. */
  get undeclared(): number {
    return this.#undeclared.size;
  }

  /** How many items the document has, wherever they stand; more than one channel counts as many more. */
  get items(): number {
    return this.#channels > 1 ? Infinity : this.#items;
  }

  /**
   * To be told of each attribute before its element's name.
   * @throws NeedsArranging where a prefix gets a second meaning
   */
  readonly attribute = (value: string, name: string): string => {
    if (name.startsWith('xmlns')) {
      if (!this.#isArranged) this.#declare(name.slice('xmlns:'.length), value);
    } else if (this.#format === undefined) this.#rootAttributes.set(name, value);
    return value;
  };

  /** Our name for an element. */
  readonly element = (name: string): string => {
    const known = this.#learned.get(name) ?? this.#learn(name);
    if (known === 'rss:item' || known === 'atom:entry') this.#items += 1;
    else if (known === 'channel') this.#channels += 1;
    return known;
  };

  #declare(prefix: string, uri: string): void {
    if (prefix === '') {
      // Whatever its default namespace claims (RSS 2.0 in Atom's is common), the root's is the format's own.
      const known = this.#format === undefined ? undefined : prefixOf(uri);
      if (known !== undefined && known !== ownPrefix(this.format)) throw new NeedsArranging();
      return;
    }
    const ours = prefixOf(uri);
    if (this.#prefixes.has(prefix) && this.#prefixes.get(prefix) !== ours) throw new NeedsArranging();
    this.#undeclared.delete(prefix);
    this.#prefixes.set(prefix, ours);
  }

  #learn(name: string): string {
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    if (this.#format === undefined) {
      this.#format = formatOf(name);
      if (prefix !== '') this.#ours(prefix);
      this.#prefixes.set('', ownPrefix(this.#format));
      return roots[this.#format];
    }
    const ours = this.#isArranged ? name : ourName(name, this.#ours(prefix), this.#format);
    const known = ours === 'rss:channel' ? 'channel' : ours;
    if (this.#learned.size < maxLearned) this.#learned.set(name, known);
    return known;
  }

  /** A prefix that is not declared stands for what it usually does. */
  #ours(prefix: string): string | undefined {
    if (!this.#prefixes.has(prefix)) {
      this.#undeclared.add(prefix);
      this.#prefixes.set(prefix, prefix in namespaceOf ? prefix : undefined);
    }
    return this.#prefixes.get(prefix);
  }
}
