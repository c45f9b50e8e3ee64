import { cut, relative } from '../modules/operations/words.ts';
import { healthOf } from '../modules/operations/sourceHealth.ts';
import { toldRuns } from '../modules/sources/recent.ts';
import type { HubLease, PollFailure, Source } from '../modules/sources/source.ts';
import type { EpochSeconds } from '../platform/values/time.ts';
import { facts, harmless } from './output.ts';

/** A source, a fact a line. */
export function describeSource(source: Source, nowMs: number): string {
  const {
    id,
    name,
    url,
    topics,
    zone,
    encoding,
    corrections,
    fullText,
    summaryOnly,
    intervalSeconds,
    lastOutcome,
    lastSuccessAt,
    lastNewsAt,
    notes,
    nextPollAt,
    status,
    push,
    movedTo,
    lastRead,
    lastReadAt,
    distrustsValidators,
  } = source;
  return facts({
    id,
    name,
    url,
    'moved to':
      movedTo &&
      `${movedTo.url}, ${relative(movedTo.since * 1000, nowMs)}: its address from now on, once that has held for a day`,
    topics: topics.map((topic) => topic.name).join(', '),
    status: healthOf(source, new Date(nowMs)),
    zone,
    encoding,
    corrections,
    'full text': fullText ? 'on: pages of articles are read, where they let programs' : 'off: as the feed has it',
    'on our pages': summaryOnly ? 'summaries alone, with the way to the publisher' : 'whole articles',
    interval: intervalSeconds === undefined ? 'by habit' : `${intervalSeconds} s`,
    'last poll': lastOutcome && `${relative(Date.parse(lastOutcome.at), nowMs)}: ${lastOutcome.words}`,
    'last read': lastRead && lastReadAt && `${relative(Date.parse(lastReadAt), nowMs)}: ${describeRead(lastRead)}`,
    validators: distrustsValidators ? 'not sent: they stayed the same when there was something new' : undefined,
    'last success': lastSuccessAt && relative(Date.parse(lastSuccessAt), nowMs),
    'last news': lastNewsAt && relative(Date.parse(lastNewsAt), nowMs),
    ...describePush(push, nowMs),
    'next poll': status === 'active' ? nextPollIn(nextPollAt, nowMs) : undefined,
    notes: notes.join('; '),
  });
}

function describeRead({
  items,
  new: fresh,
  changed,
  quiet = 0,
  held = 0,
  onHold = 0,
  blocked = 0,
  pages,
}: NonNullable<Source['lastRead']>): string {
  return [
    `${items} items, ${fresh} new, ${changed} changed`,
    ...(quiet > 0 ? [`${quiet} changed in what nobody notices`] : []),
    ...(held > 0 ? [`${held} held back, as they change too often`] : []),
    ...(onHold > 0 ? [`${onHold} wait for an editor`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(pages
      ? [`pages: ${pages.read} read, ${pages.refused} refused, ${pages.failed} failed, ${pages.left} left`]
      : []),
  ].join(', ');
}

/** The last outcomes, newest first; equal ones that followed each other on one line. */
export function describeOutcomes(source: Source, failures: readonly PollFailure[], nowMs: number): string {
  const lines = toldRuns(source, failures).map(({ kind, times, since, words }) => {
    const at = relative(since * 1000, nowMs);
    const said = words === undefined ? '' : `: ${harmless(words)}`;
    return `  ${times === 1 ? `${at}: ${kind}` : `since ${at}: ${kind} × ${times}`}${said}`;
  });
  return lines.length === 0 ? '' : ['', 'Last outcomes:', ...lines].join('\n');
}

const nextPollIn = (nextPollAt: EpochSeconds, nowMs: number): string =>
  nextPollAt * 1000 > nowMs ? relative(nextPollAt * 1000, nowMs) : 'due now';

/** A source's hub, and whether it pushes; nothing where there is none. */
function describePush(push: HubLease | undefined, nowMs: number): Record<string, string | undefined> {
  if (!push) return {};
  const { hub, topic, others = [], askedAt, leaseUntil, refusal } = push;
  const runs = leaseUntil !== undefined && leaseUntil * 1000 > nowMs;
  const asked = askedAt === undefined ? '' : `; asked for ${relative(askedAt * 1000, nowMs)}`;
  return {
    hub: `${hub} for ${topic}`,
    lease: runs
      ? `pushes until ${new Date(leaseUntil * 1000).toISOString()}, ${relative(leaseUntil * 1000, nowMs)}`
      : `none, so it comes by polls${asked}`,
    'hub refuses': refusal,
    'other hubs': others.join(', '),
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
