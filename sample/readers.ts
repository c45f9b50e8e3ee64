import type { Twin } from '../local/twin.ts';
import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import { nextDigestAt } from '../modules/subscribers/preferences.ts';
import type { Preferences } from '../modules/subscribers/preferences.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { activated } from '../modules/subscribers/subscription.ts';
import { epochSeconds, instant, plusSeconds } from '../platform/values/time.ts';
import { sampleSourceId } from './source.ts';

const at = (hour: number, zone: string): Preferences['cadence'] => ({ frequency: 'daily', hour, zone });
const everything = { topics: [], sources: [] };

/** Three people in three zones, who read in three languages. The first does not wait for her hour. */
const people: readonly { address: string; preferences: Preferences }[] = [
  { address: 'aylin@baku.example', preferences: { choice: everything, cadence: at(7, 'Asia/Baku'), language: 'en' } },
  {
    address: 'deniz@berlin.example',
    preferences: { choice: { topics: [], sources: [sampleSourceId] }, cadence: at(8, 'Europe/Berlin'), language: 'tr' },
  },
  {
    address: 'olga@newyork.example',
    preferences: {
      choice: { topics: ['economy'], sources: [] },
      cadence: { ...at(9, 'America/New_York'), frequency: 'weekly', weekday: 1 },
      language: 'ru',
    },
  },
];

/** The schedule runs at the start and a minute later: by then the first stories are out. */
const firstDigestAfterSeconds = 20;

/**
 * Makes the sample readers where there are none: the first is due within the first minute, with all that is out by
 * then.
 * @returns who gets the first digest, and when it is due; nothing where they stand already
 */
export async function startSampleReaders(
  { outputs, endpoint }: Twin,
  now: Date,
): Promise<{ address: string; dueAt: Date } | undefined> {
  const { subscribers, readerKey } = operatorClients(outputs, twinOperator(endpoint));
  const key = await readerKey();
  const rows = people.map(({ address, preferences }, index): Subscriber => {
    const createdAt = instant(now);
    const consent = { how: 'import', at: createdAt, note: 'sample' } as const;
    const row = activated(
      {
        id: key.idOf(address),
        address,
        status: 'active',
        statusAt: createdAt,
        preferences,
        consent,
        readTo: 0,
        softBounces: [],
        createdAt,
        revision: 0,
      },
      0,
      now,
    );
    return {
      ...row,
      dueAt:
        index === 0
          ? plusSeconds(epochSeconds(now), firstDigestAfterSeconds)
          : nextDigestAt(preferences.cadence, epochSeconds(now)),
    };
  });
  const made = await Promise.all(rows.map((row) => subscribers.put(row, undefined)));
  const [first] = made;
  return first?.dueAt === undefined ? undefined : { address: first.address, dueAt: new Date(first.dueAt * 1_000) };
}
