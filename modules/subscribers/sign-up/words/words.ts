import type { Cadence } from '../../preferences.ts';
import type { AddressFault } from '../../address.ts';
import type { FieldFault } from '../form/fields.ts';
import type { Region } from '../form/zones.ts';
import type { RefusalKind } from '../http/refusal.ts';

/** What a page says where there is nothing to fill in: plain text. */
export interface Said {
  readonly title: string;
  readonly text: string;
}

/** Everything that the pages say, in one language: plain text, which is escaped where it is shown. */
export interface Words {
  /** Names the links to the same page in other languages. */
  readonly languages: string;
  readonly subscribe: Said & { readonly button: string; readonly promise: string; readonly again: string };
  readonly sent: Said & { readonly nothingCame: string };
  readonly form: {
    readonly faults: string;
    readonly address: string;
    readonly addressHint: string;
    /** Beside a field that only machines fill in. */
    readonly trap: string;
    readonly what: string;
    readonly whatHint: string;
    readonly topics: string;
    readonly sources: string;
    /** Of the field that finds what is not shown. */
    readonly find: string;
    /** Its button. */
    readonly search: string;
    readonly mostUsed: string;
    readonly found: (text: string) => string;
    readonly foundMany: (text: string) => string;
    readonly notFound: (text: string) => string;
    readonly when: string;
    readonly frequency: Readonly<Record<Cadence['frequency'], string>>;
    readonly weekday: string;
    readonly hour: string;
    readonly zone: string;
    readonly regions: Readonly<Record<Region, string>>;
    readonly language: string;
    readonly mailLanguage: string;
    readonly only: string;
    readonly onlyHint: string;
  };
  /** A cadence as a sentence's part: `every Friday at 07:00, Asia/Baku time`. */
  readonly cadence: {
    readonly daily: string;
    readonly weekdays: string;
    /** From Monday on. */
    readonly weekly: readonly [string, string, string, string, string, string, string];
    readonly at: (days: string, time: string, zone: string) => string;
  };
  readonly confirm: Said & {
    readonly button: string;
    readonly notYou: string;
    readonly done: Said;
    readonly already: Said;
  };
  readonly preferences: {
    readonly title: string;
    readonly saved: string;
    readonly next: (when: string) => string;
    readonly onItsWay: string;
    readonly button: string;
    readonly change: string;
    readonly leave: string;
    readonly leaveHint: string;
  };
  readonly leave: Said & { readonly button: string; readonly done: Said };
  /** Where a person stands who gets no digests. */
  readonly standing: Readonly<Record<'pending' | 'paused' | 'suppressed' | 'left', Said>>;
  readonly addressFaults: Readonly<Record<AddressFault, string>>;
  readonly fieldFaults: Readonly<Record<FieldFault, string>>;
  readonly refusals: Readonly<Record<RefusalKind, Said>>;
}
