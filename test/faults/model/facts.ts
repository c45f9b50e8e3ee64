/**
 * The facts of an article and its state, as docs/promise.md has them (section 1), once more: this folder knows the law
 * and none of the code that keeps it. Times are milliseconds of the simulated clock.
 */

/** An embargo as a document states it: two are the same where their words are. */
export interface Embargo {
  readonly words: string;
  /** The last moment that it may mean; Infinity where nobody can read it. */
  readonly untilMs: number;
}

/** A story as its publisher tells it. No two tell it under one title. */
export interface Said {
  readonly title: string;
  /** Slugs. */
  readonly topics: readonly string[];
  readonly language: string | undefined;
  readonly embargo: Embargo | undefined;
  readonly expiresMs: number | undefined;
  readonly publishedMs: number | undefined;
}

/** What the publisher's document says of a story from a moment on. */
export interface Statement {
  readonly atMs: number;
  readonly says: Said | 'tombstone';
}

/**
 * What an operator did, and was told is done. `seen` is the title that the article had then: it tells which statement
 * Caravan had read.
 */
export interface Act {
  readonly atMs: number;
  readonly does: 'withdraw' | 'restore' | 'embargo' | 'release' | 'correct';
  /** Of an embargo. */
  readonly untilMs?: number | undefined;
  /** Of a correction: the summary in the operator's words. */
  readonly summary?: string | undefined;
  readonly seen: string;
}

export interface Facts {
  /** As it was last read; undefined where it never was. */
  readonly said: Said | undefined;
  readonly withdrawnBy: 'publisher' | 'operator' | undefined;
  /** Words of the publisher's embargo that no longer holds, by the operator's. */
  readonly lifted: string | undefined;
  /** The operator's embargo. */
  readonly heldUntilMs: number | undefined;
}
export const unheardOf: Facts = { said: undefined, withdrawnBy: undefined, lifted: undefined, heldUntilMs: undefined };

/** The same facts where nothing is new. */
const changed = (facts: Facts, news: Partial<Facts>): Facts =>
  (Object.keys(news) as (keyof Facts)[]).every((name) => facts[name] === news[name]) ? facts : { ...facts, ...news };

/**
 * A document is read. A tombstone of what was never known is nothing; the publisher does not take back what the
 * operator withdrew.
 */
export function read(facts: Facts, says: Statement['says']): Facts {
  if (says === 'tombstone')
    return facts.said === undefined ? facts : changed(facts, { withdrawnBy: facts.withdrawnBy ?? 'publisher' });
  return changed(facts, {
    said: says,
    withdrawnBy: facts.withdrawnBy === 'publisher' ? undefined : facts.withdrawnBy,
    lifted: says.embargo?.words === facts.lifted ? facts.lifted : undefined, // stated differently, it is a new one
  });
}

/** An operator's command is carried out. */
export function acted(facts: Facts, { does, untilMs }: Pick<Act, 'does' | 'untilMs'>): Facts {
  const embargo = facts.said?.embargo;
  switch (does) {
    case 'withdraw':
      return changed(facts, { withdrawnBy: 'operator' });
    case 'restore':
      return changed(facts, { withdrawnBy: undefined });
    // Its words are the operator's from then on, and change nothing of its life.
    case 'correct':
      return facts;
    case 'release':
      return changed(facts, { heldUntilMs: undefined, lifted: embargo?.words });
    // A time that the operator sets stands in the place of what nobody can read.
    case 'embargo':
      return changed(facts, {
        heldUntilMs: untilMs,
        lifted: embargo?.untilMs === Infinity ? embargo.words : facts.lifted,
      });
  }
}

export type State = 'unknown' | 'withdrawn' | 'embargoed' | 'expired' | 'live';

/** The last moment at which an embargo holds; undefined where there is none. */
export function heldUntil({ said, lifted, heldUntilMs }: Facts): number | undefined {
  const published = said?.embargo && said.embargo.words !== lifted ? said.embargo.untilMs : undefined;
  const both = [published, heldUntilMs].filter((ms) => ms !== undefined);
  return both.length === 0 ? undefined : Math.max(...both);
}

/** 1.1 to 1.4 of the law, in this order. */
export function stateAt(facts: Facts, nowMs: number): State {
  if (facts.said === undefined) return 'unknown';
  if (facts.withdrawnBy !== undefined) return 'withdrawn';
  if ((heldUntil(facts) ?? -Infinity) > nowMs) return 'embargoed';
  return facts.said.expiresMs !== undefined && facts.said.expiresMs <= nowMs ? 'expired' : 'live';
}
