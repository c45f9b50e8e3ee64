import { createHash } from 'node:crypto';
import type { EpochSeconds } from '../../platform/values/time.ts';

/**
 * Every five minutes is a beat, at which polls are due. It comes two minutes after the round time: stories are scheduled
 * for round times, and other pollers ask then.
 */
const beatSeconds = 300;
const afterRoundTimeSeconds = 120;
const beatsADay = 86_400 / beatSeconds;

/** The beats from one poll of a source to the next, where it goes at an even pace: from five minutes to a day. */
const paces = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 144, beatsADay];

/** The last beat by a moment, counted from 1970. */
export const beatAt = (at: EpochSeconds): number => Math.floor((at - afterRoundTimeSeconds) / beatSeconds);
const momentOf = (beat: number): EpochSeconds => (beat * beatSeconds + afterRoundTimeSeconds) as EpochSeconds;

/** @returns seconds, of the pace that is nearest by its ratio */
export function nearestPace(seconds: number): number {
  const distance = (pace: number) => Math.abs(Math.log((pace * beatSeconds) / seconds));
  return paces.toSorted((one, other) => distance(one) - distance(other))[0]! * beatSeconds;
}

/** @returns seconds, of the quickest pace that is no quicker; a day at most */
export const slowerPace = (seconds: number): number =>
  (paces.find((pace) => pace * beatSeconds >= seconds) ?? beatsADay) * beatSeconds;

/** Those who are polled at one pace and at the same beats: the partition of the due index that they stand in. */
export interface Slot {
  readonly pace: number;
  readonly phase: number;
}

/**
 * The slot of a source at a pace, the same for ever; sources are spread over the phases by their ids.
 * @returns undefined where there is no such pace
 */
export function slotOf(id: string, seconds: number): Slot | undefined {
  const pace = seconds / beatSeconds;
  if (!paces.includes(pace)) return undefined;
  return { pace, phase: createHash('sha256').update(id).digest().readUInt32BE(4) % pace };
}

export const partitionOf = ({ pace, phase }: Slot): string => `every-${pace * 5}-min-${phase}`;

/** The first moment of a slot from a time on. */
export function momentFrom({ pace, phase }: Slot, from: EpochSeconds): EpochSeconds {
  const beat = beatAt((from - 1) as EpochSeconds) + 1;
  return momentOf(beat + ((((phase - beat) % pace) + pace) % pace));
}

/**
 * The slots that were due after one beat and up to another, each with the last moment at which it was. What nobody
 * looked at in time is in it.
 */
export function slotsBetween(after: number, until: number): Map<string, EpochSeconds> {
  return new Map(
    paces.flatMap((pace) =>
      beatsBetween(Math.max(after, until - pace), until).map(
        (beat) => [partitionOf({ pace, phase: beat % pace }), momentOf(beat)] as const,
      ),
    ),
  );
}

/** In beats: an hour after a poll was due, and again after twice that time, it is looked whether it was done. */
const looksAfter = [12, 24, 48, 96, 192];

/** The slots of which it is looked now whether their polls were done, where they are not due anyway. */
export function slotsToCheck(after: number, until: number): Set<string> {
  const due = slotsBetween(after, until);
  const all = paces.flatMap((pace) =>
    looksAfter
      .filter((age) => age < pace)
      .flatMap((age) => beatsBetween(Math.max(after, until - pace), until).map((beat) => beat - age))
      .map((beat) => partitionOf({ pace, phase: beat % pace })),
  );
  return new Set(all.filter((partition) => !due.has(partition)));
}

const beatsBetween = (after: number, until: number): number[] =>
  Array.from({ length: Math.max(0, until - after) }, (_, index) => until - index);
