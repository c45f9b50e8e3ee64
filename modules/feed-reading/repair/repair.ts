import { UnreadableFeed } from '../feedDocument.ts';
import { isMisc, namespaceOf, readProlog } from './prolog.ts';
import { endTagAt, escapeXml, repairCharacters, repairReferences, Repairs, startTagAt } from './repairTag.ts';
import type { StartTag } from './repairTag.ts';

interface Open {
  readonly name: string;
  /** Index of its "<", and of the ">" of its start tag. */
  readonly at: number;
  readonly gt: number;
}

/** Elements of HTML that never have content: left open, they close where they stand. */
const voidElements = new Set(['br', 'hr', 'img', 'wbr', 'input', 'area', 'col', 'embed', 'param', 'track']);
const itemName = /^(?:[\w.-]+:)?(?:item|entry)$/i;
const maxDepth = 5_000;
/** Bounds the memory that a hostile document can take; the worst honest one seen has a few thousand. */
const maxEdits = 300_000;

/**
 * Makes a broken feed parseable XML, in time linear to its length. A well-formed one comes back as it is.
 * @returns the document without its document type, and every repair in words
 * @throws UnreadableFeed where no feed is in it
 */
export function repairXml(text: string): { readonly xml: string; readonly notes: readonly string[] } {
  const repairs = new Repairs();
  const clean = repairCharacters(text.replace(/^\uFEFF/, ''), repairs);
  const prolog = readProlog(clean, repairs);
  const body = new Repairer(clean, prolog.rootAt, repairs).run();
  return { xml: prolog.text + body, notes: repairs.notes() };
}

/** One walk over a document: what is sound is left alone, what is not is recorded as an edit. */
class Repairer {
  readonly #text: string;
  readonly #start: number;
  readonly #repairs: Repairs;
  readonly #edits: { readonly from: number; readonly to: number; readonly with: string }[] = [];
  readonly #open: Open[] = [];
  readonly #openCount = new Map<string, number>();
  readonly #declared = new Set(['xml', 'xmlns']);
  readonly #used = new Set<string>();
  /**
   * Where a mark was last sought and found: without this memory a document full of "<!--" would take quadratic time.
   */
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>();
  #done = false;

  constructor(text: string, start: number, repairs: Repairs) {
    this.#text = text;
    this.#start = start;
    this.#repairs = repairs;
  }

  run(): string {
    let at = this.#start;
    while (at < this.#text.length && !this.#done) {
      const next = this.#text.indexOf('<', at);
      const end = next < 0 ? this.#text.length : next;
      this.#characters(at, end);
      at = next < 0 ? end : this.#markup(next);
    }
    if (!this.#done) return this.#assemble(this.#cutOff());
    const rest = this.#text.slice(at);
    if (rest.length < 10_000 && isMisc(rest)) return this.#assemble(this.#text.length);
    this.#repairs.say('removed what followed the end of the feed');
    return this.#assemble(at);
  }

  #characters(from: number, to: number): void {
    const text = this.#text.slice(from, to);
    const repaired = repairReferences(text, this.#repairs);
    if (repaired !== text) this.#edit(from, to, repaired);
  }

  #markup(at: number): number {
    const text = this.#text;
    if (text.startsWith('</', at)) return this.#endTag(at);
    if (text.startsWith('<!--', at)) return this.#comment(at);
    if (text.startsWith('<![CDATA[', at)) return this.#cdata(at);
    if (text.startsWith('<?', at)) return this.#instruction(at);
    const tag = startTagAt(text, at, this.#repairs);
    return tag === undefined ? this.#bareAngle(at) : this.#startTag(at, tag);
  }

  #startTag(at: number, tag: StartTag): number {
    const gt = tag.end - 1;
    if (tag.repaired !== undefined) this.#edit(at, tag.selfClosing ? gt - 1 : gt, tag.repaired);
    const colon = tag.name.indexOf(':');
    if (colon > 0) this.#used.add(tag.name.slice(0, colon));
    if (tag.attributes.includes('xmlns:'))
      for (const [, prefix] of tag.attributes.matchAll(/xmlns:([^\s=]+)/g)) this.#declared.add(prefix!);
    if (tag.selfClosing) {
      this.#done = this.#open.length === 0;
      return tag.end;
    }
    if (this.#open.push({ name: tag.name, at, gt }) > maxDepth)
      throw new UnreadableFeed(
        'unreadable',
        `Its elements are nested more than ${maxDepth} deep, which no feed needs.`,
      );
    this.#openCount.set(tag.name, (this.#openCount.get(tag.name) ?? 0) + 1);
    return tag.end;
  }

  #endTag(at: number): number {
    const tag = endTagAt(this.#text, at);
    if (tag === undefined) return this.#bareAngle(at);
    if ((this.#openCount.get(tag.name) ?? 0) === 0) {
      this.#repairs.count('stray');
      this.#edit(at, tag.end, '');
      return tag.end;
    }
    this.#edit(at, at, this.#closeUntil(tag.name));
    this.#pop();
    this.#done = this.#open.length === 0;
    return tag.end;
  }

  /** Closes what is open inside of an element. */
  #closeUntil(name: string): string {
    let written = '';
    while (this.#open.at(-1)!.name !== name) {
      const left = this.#pop();
      this.#repairs.count('unclosed');
      if (voidElements.has(left.name.toLowerCase())) this.#edit(left.gt, left.gt, '/');
      else written += `</${left.name}>`;
    }
    return written;
  }

  #pop(): Open {
    const open = this.#open.pop()!;
    this.#openCount.set(open.name, this.#openCount.get(open.name)! - 1);
    return open;
  }

  #comment(at: number): number {
    const close = this.#find('-->', at + 4);
    if (close < 0) return this.#bareAngle(at);
    if (this.#text.slice(at + 4, close + 1).includes('--')) {
      this.#repairs.count('comment');
      this.#edit(at, close + 3, '');
    }
    return close + 3;
  }

  #cdata(at: number): number {
    const close = this.#find(']]>', at + 9);
    const name = this.#open.at(-1)?.name ?? '';
    if (close >= 0 && !this.#swallows(at, close, name)) return close + 3;
    this.#repairs.count('cdata');
    const end = this.#find(`</${name}>`, at + 9);
    const to = end < 0 ? this.#text.length : end;
    this.#edit(to, to, ']]>');
    return to;
  }

  /** Whether a CDATA section has lost its end and runs on to that of a later one, over the end of its own element. */
  #swallows(at: number, close: number, name: string): boolean {
    const inside = this.#find('<![CDATA[', at + 9);
    if (inside < 0 || inside > close || !this.#text.slice(at, inside).includes(`</${name}>`)) return false;
    const after = this.#find('</', close);
    return after >= 0 && endTagAt(this.#text, after)?.name !== name;
  }

  #instruction(at: number): number {
    const close = this.#find('?>', at + 2);
    if (close < 0) return this.#bareAngle(at);
    if (/^<\?xml\s/i.test(this.#text.slice(at, at + 6))) {
      this.#repairs.count('declaration');
      this.#edit(at, close + 2, '');
    }
    return close + 2;
  }

  #bareAngle(at: number): number {
    let end = at + 1;
    while (this.#text[end] === '<' && this.#text[end + 1] === '<') end += 1; // of a run only the last may begin a tag
    this.#repairs.count('angle', end - at);
    this.#edit(at, end, '&lt;'.repeat(end - at));
    return end;
  }

  #find(mark: string, from: number): number {
    const known = this.#found.get(mark);
    if (known !== undefined && known.from <= from && (known.at < 0 || known.at >= from)) return known.at;
    const at = this.#text.indexOf(mark, from);
    this.#found.set(mark, { from, at });
    return at;
  }

  /** The document ends midway: the half item is dropped, whose text would be wrong, and the rest is closed. */
  #cutOff(): number {
    const half = this.#open.findLastIndex(({ name }) => itemName.test(name));
    const end = half < 0 ? this.#text.length : this.#open[half]!.at;
    if (half >= 0) this.#open.length = half;
    this.#repairs.say(
      half < 0 ? 'closed the feed, whose end is cut off' : 'dropped the last item, which is cut off midway',
    );
    return end;
  }

  #edit(from: number, to: number, replacement: string): void {
    if (from === to && replacement === '') return;
    if (this.#edits.push({ from, to, with: replacement }) > maxEdits)
      throw new UnreadableFeed(
        'unreadable',
        `It is broken in more than ${maxEdits} places: ask the publisher to validate the feed.`,
      );
  }

  #assemble(end: number): string {
    const undeclared = [...this.#used].filter((prefix) => !this.#declared.has(prefix));
    if (undeclared.length > 0) {
      this.#repairs.count('prefix', undeclared.length);
      const name = /<[^\s/>]+/y;
      name.lastIndex = this.#start;
      name.exec(this.#text);
      const known: Readonly<Record<string, string>> = namespaceOf;
      this.#edit(
        name.lastIndex,
        name.lastIndex,
        undeclared
          .map((prefix) => ` xmlns:${prefix}="${escapeXml(known[prefix] ?? `urn:undeclared:${prefix}`)}"`)
          .join(''),
      );
    }
    const parts: string[] = [];
    let copied = this.#start;
    for (const edit of this.#edits.toSorted((a, b) => a.from - b.from)) {
      if (edit.from > end || (edit.from === end && !this.#done && edit.to > end)) break;
      if (edit.from < copied) continue; // inside of what has been replaced already
      parts.push(this.#text.slice(copied, edit.from), edit.with);
      copied = edit.to;
    }
    parts.push(this.#text.slice(copied, end), ...this.#open.toReversed().map(({ name }) => `</${name}>`));
    return parts.join('');
  }
}
