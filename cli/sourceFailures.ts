import type { PollFailure } from '../modules/sources/source.ts';
import { harmless } from './output.ts';
import { cut, relative } from '../modules/operations/words.ts';

const shortLength = 200;

/** The last failed polls in words, and the answer that caused the newest. */
export function describeFailures(failures: readonly PollFailure[], whole: boolean, nowMs: number): string {
  if (failures.length === 0) return '';
  const lines = failures.map(
    ({ at, kind, words }) => `  ${relative(Date.parse(at), nowMs)}: ${kind}: ${harmless(words)}`,
  );
  const answer = failures[0]?.answer;
  const shown = answer && [
    'What it answered then:',
    `  ${answer.status} ${answer.contentType ?? 'without a content type'}`,
    whole ? harmless(answer.body) : `  ${cut(harmless(answer.body).replace(/\s+/g, ' ').trim(), shortLength)}`,
  ];
  return ['', 'Last failures:', ...lines, ...(shown ?? [])].join('\n');
}
