import type { Digest } from '../modules/digests/digest.ts';
import type { Preferences } from '../modules/subscribers/preferences.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { facts, tableOf } from './output.ts';
import { inZone, relative } from '../modules/operations/words.ts';

const days = ['', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

export const cadenceWords = ({ frequency, weekday = 0, hour, zone }: Preferences['cadence']): string =>
  `${frequency === 'weekly' ? days[weekday] : frequency} ${String(hour).padStart(2, '0')}:00 ${zone}`;

export function choiceWords({ topics, sources, language }: Preferences['choice']): string {
  const wanted =
    [...topics.map((slug) => `topic ${slug}`), ...sources.map((slug) => `source ${slug}`)].join(', ') || 'everything';
  return language === undefined ? wanted : `${wanted}; in ${language} alone`;
}

/** @param suppressedBySes SES's reason, where the address stands on its own list */
export function describeReader(
  reader: Subscriber,
  digests: readonly Digest[],
  suppressedBySes: string | undefined,
  nowMs: number,
): string {
  const {
    id,
    address,
    status,
    reason,
    statusAt,
    preferences: { cadence, choice, language },
    asked,
    consent,
    readTo,
    dueAt,
    softBounces,
    createdAt,
  } = reader;
  const head = facts({
    id,
    address,
    status: `${status} since ${statusAt}${reason ? `: ${reason}` : ''}`,
    digests: cadenceWords(cadence),
    wants: choiceWords(choice),
    'written in': language,
    next:
      dueAt === undefined
        ? undefined
        : `${inZone(dueAt, cadence.zone)} ${cadence.zone}, ${relative(dueAt * 1_000, nowMs)}`,
    'told up to': readTo,
    'asked to confirm': asked && `${asked.at}, ${asked.mailedAt ? `mailed ${asked.mailedAt}` : 'not mailed yet'}`,
    consent: consent && `${consent.how} ${consent.at}${consent.note ? `: ${consent.note}` : ''}`,
    'put off in a row': softBounces.length || undefined,
    "on SES's own list": suppressedBySes,
    made: createdAt,
  });
  return `${head}\n\n${digests.length === 0 ? 'No digest yet.' : digestTable(digests, cadence.zone)}`;
}

export const digestTable = (digests: readonly Digest[], zone: string): string => tableOf(digests, digestColumns(zone));

export const digestColumns = (zone: string): Record<string, (row: Digest) => string> => ({
  'due (their clock)': ({ dueAt }) => inZone(dueAt, zone),
  status: ({ status, reason }) => (reason ? `${status}: ${reason}` : status),
  stories: ({ stories }) => String(stories),
  tries: ({ attempts }) => String(attempts),
  sent: ({ sentAt = '' }) => sentAt,
  'SES id': ({ messageId = '' }) => messageId,
});
