import { acted, read, stateAt, unheardOf } from './facts.ts';
import type { Act, Facts, Statement } from './facts.ts';
import { matches, toldAt } from './reader.ts';
import type { Ask, Type } from './reader.ts';

/**
 * What comes to Caravan's knowledge, one after the other: a document that is read, a command, the sweep that looks at
 * the clock, a reader's new wish.
 */
export type Happening =
  Statement | Act | { readonly atMs: number; readonly does: 'sweep' } | { readonly atMs: number; readonly asks: Ask };

export interface Told {
  readonly type: Type;
  readonly title: string;
  readonly version: number;
  readonly atMs: number;
}

/**
 * All that a reader must be told of one article where each document is read before the next, and each sweep runs at its
 * time: to the letter. A version is a change that is written: of the article's facts, or of its state.
 */
export function traceOf(
  happenings: readonly Happening[],
  source: string,
  ask: Ask,
): { told: Told[]; facts: Facts; version: number } {
  const told: Told[] = [];
  let [facts, version, wish] = [unheardOf, 0, ask];
  let [state, wasEntitled, wasSent] = ['unknown', false, false];
  for (const one of happenings) {
    const before = { facts, state };
    if ('asks' in one) wish = one.asks;
    else if ('says' in one) facts = read(facts, one.says);
    else if (one.does !== 'sweep') facts = acted(facts, one);
    state = stateAt(facts, one.atMs);
    const isChanged = facts !== before.facts || state !== before.state;
    if (isChanged) version += 1;
    const isEntitled =
      state === 'live' && facts.said !== undefined && matches(wish, { ...facts.said, source, isBacklog: false });
    // 2.2: who has had it is told of the withdrawal, whatever they were told before. 2.4: a wish alone brings no story.
    const isEnd = state === 'withdrawn' && before.state !== 'withdrawn' && wasSent;
    const type = isEnd ? 'withdrawn' : toldAt(wasEntitled, isEntitled);
    if ('asks' in one && isEntitled) continue;
    if (type !== undefined && (isChanged || type === 'withdrawn')) {
      told.push({ type, title: facts.said?.title ?? '', version, atMs: one.atMs });
      wasSent ||= type !== 'withdrawn';
    }
    wasEntitled = isEntitled;
  }
  return { told, facts, version };
}
