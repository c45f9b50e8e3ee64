import { secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { keptOutcomes, outcomeKinds } from './source.ts';
import type { OutcomeKind, PollFailure, Source } from './source.ts';

/** Equal outcomes that followed each other. */
export interface Run {
  readonly kind: OutcomeKind;
  readonly times: number;
  readonly since: EpochSeconds;
}

/** Runs as a source's row holds them, a dozen bytes each: "2.48.tpa1ku" is 48 times the kind in place 2. */
export const writtenRuns = (runs: readonly Run[]): string =>
  runs.map(({ kind, times, since }) => [outcomeKinds.indexOf(kind), times, since.toString(36)].join('.')).join(' ');

/** What `writtenRuns` wrote, newest first. */
export const runsIn = (written = ''): Run[] =>
  written.split(' ').flatMap((run) => {
    const [place, times, since = ''] = run.split('.');
    const kind = outcomeKinds[Number(place)];
    return since === '' || !kind
      ? []
      : [{ kind, times: Number(times), since: Number.parseInt(since, 36) as EpochSeconds }];
  });

/** The last outcomes with one more. */
export function runsAfter(before: readonly Run[], kind: OutcomeKind, at: EpochSeconds): [Run, ...Run[]] {
  const [last, ...earlier] = before;
  if (last?.kind === kind) return [{ ...last, times: last.times + 1 }, ...earlier];
  return [{ kind, times: 1, since: at }, ...before.slice(0, keptOutcomes - 1)];
}

/** The last outcomes for an operator, newest first, with the words that were kept: of the newest, and of failures. */
export function toldRuns(
  { recent, lastOutcome }: Pick<Source, 'recent' | 'lastOutcome'>,
  failures: readonly PollFailure[],
): (Run & { readonly words: string | undefined })[] {
  const runs = runsIn(recent);
  return runs.map((run, index) => {
    const until = runs[index - 1]?.since ?? Infinity;
    const isOfThis = ({ kind, at }: PollFailure) =>
      kind === run.kind && secondsOf(at) >= run.since && secondsOf(at) <= until;
    return { ...run, words: index === 0 ? lastOutcome?.words : failures.find(isOfThis)?.words };
  });
}
