import type { Digest } from '../../modules/digests/digest.ts';
import type { Preferences } from '../../modules/subscribers/preferences.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { instant } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

export const preferences: Preferences = {
  choice: { topics: [], sources: [] },
  cadence: { frequency: 'daily', hour: 7, zone: 'Asia/Baku' },
  language: 'en',
};

/** A reader's row, active unless told. */
export const reader = (more: Partial<Subscriber> = {}): Subscriber => ({
  id: 'a'.repeat(32),
  address: 'reader@baku.example',
  status: 'active',
  statusAt: instant(new Date(0)),
  preferences,
  readTo: 0,
  softBounces: [],
  createdAt: instant(new Date(0)),
  revision: 1,
  ...more,
});

/** A row of the ledger of digests, sent unless told. */
export const digest = (more: Partial<Digest> = {}): Digest => ({
  subscriberId: 'a'.repeat(32),
  dueAt: 1_800_000_000 as EpochSeconds,
  status: 'sent',
  since: 0,
  until: 9,
  stories: 3,
  issue: 'i',
  attempts: 1,
  claimedAt: instant(new Date(1_800_000_000_000)),
  ...more,
});
