import { cut, relative } from '../modules/operations/words.ts';
import type { HubLease, PollFailure, Source } from '../modules/sources/source.ts';
import type { EpochSeconds } from '../platform/values/time.ts';
import { facts, harmless } from './output.ts';

/** A source's status, with its failures in a row. */
export const healthOf = ({ status, failures }: Source): string =>
  status === 'active' && failures > 0 ? `failing (${failures})` : status;

/** A source, a fact a line. */
export function describeSource(source: Source, nowMs: number): string {
  const {
    id,
    name,
    url,
    topics,
    zone,
    encoding,
    intervalSeconds,
    lastOutcome,
    lastSuccessAt,
    lastNewsAt,
    notes,
    nextPollAt,
    status,
    push,
  } = source;
  return facts({
    id,
    name,
    url,
    topics: topics.map((topic) => topic.name).join(', '),
    status: healthOf(source),
    zone,
    encoding,
    interval: intervalSeconds === undefined ? 'by habit' : `${intervalSeconds} s`,
    'last poll': lastOutcome && `${relative(Date.parse(lastOutcome.at), nowMs)}: ${lastOutcome.words}`,
    'last success': lastSuccessAt && relative(Date.parse(lastSuccessAt), nowMs),
    'last news': lastNewsAt && relative(Date.parse(lastNewsAt), nowMs),
    ...describePush(push, nowMs),
    'next poll': status === 'active' ? nextPollIn(nextPollAt, nowMs) : undefined,
    notes: notes.join('; '),
  });
}

const nextPollIn = (nextPollAt: EpochSeconds, nowMs: number): string =>
  nextPollAt * 1000 > nowMs ? relative(nextPollAt * 1000, nowMs) : 'due now';

/** A source's hub, and whether it pushes; nothing where there is none. */
function describePush(push: HubLease | undefined, nowMs: number): Record<string, string | undefined> {
  if (!push) return {};
  const { hub, topic, askedAt, leaseUntil, refusal } = push;
  const runs = leaseUntil !== undefined && leaseUntil * 1000 > nowMs;
  const asked = askedAt === undefined ? '' : `; asked for ${relative(askedAt * 1000, nowMs)}`;
  return {
    hub: `${hub} for ${topic}`,
    lease: runs
      ? `pushes until ${new Date(leaseUntil * 1000).toISOString()}, ${relative(leaseUntil * 1000, nowMs)}`
      : `none, so it comes by polls${asked}`,
    'hub refuses': refusal,
  };
}

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
