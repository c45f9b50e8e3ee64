/** The repairs, in words for one and for many. */
const words = {
  ampersand: ['escaped a bare ampersand', 'escaped # bare ampersands'],
  angle: ['escaped a bare "<"', 'escaped # bare "<"'],
  control: ['removed a character that XML forbids', 'removed # characters that XML forbids'],
  entity: ['replaced an HTML entity that XML does not know', 'replaced # HTML entities that XML does not know'],
  reference: [
    'removed a reference to a character that XML forbids',
    'removed # references to characters that XML forbids',
  ],
  tag: ['mended the attributes of a tag', 'mended the attributes of # tags'],
  unclosed: ['closed an element that was left open', 'closed # elements that were left open'],
  stray: ['removed an end tag that closes nothing', 'removed # end tags that close nothing'],
  cdata: ['closed a CDATA section that was left open', 'closed # CDATA sections that were left open'],
  comment: ['removed a malformed comment', 'removed # malformed comments'],
  declaration: ['removed a declaration out of place', 'removed # declarations out of place'],
  prefix: ['declared a namespace prefix', 'declared # namespace prefixes'],
} as const;

export type Repair = keyof typeof words;

/** Counts repairs of a kind, and says them in words. */
export class Repairs {
  readonly #counts = new Map<Repair, number>();
  readonly #more: string[] = [];

  count(kind: Repair, times = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times);
  }

  say(note: string): void {
    this.#more.push(note);
  }

  notes(): string[] {
    return [
      ...this.#more,
      ...[...this.#counts].map(([kind, times]) =>
        times === 1 ? words[kind][0] : words[kind][1].replace('#', String(times)),
      ),
    ];
  }
}
