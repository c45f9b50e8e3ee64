/**
 * The text that Caravan itself writes to readers. All of it is plain text, escaped where it is shown. Nothing in it
 * comes from whoever filled in a form: a mail may reach somebody else.
 */

/** Regions of the time zone database that have places. */
export type Region =
  'Africa' | 'America' | 'Antarctica' | 'Arctic' | 'Asia' | 'Atlantic' | 'Australia' | 'Europe' | 'Indian' | 'Pacific';

/** One thing that is wrong with an address that somebody typed. */
export type AddressFault =
  'missing' | 'unseen' | 'tooLong' | 'shape' | 'beyondAscii' | 'local' | 'localTooLong' | 'domain';

/** One thing that is wrong with another field of the sign-up form. */
export type FieldFault = 'topics' | 'sources' | 'tooMany' | 'frequency' | 'weekday' | 'hour' | 'zone' | 'language';

/** One reason why a request for a sign-up page is refused. */
export type RefusalKind =
  | 'noToken'
  | 'forged'
  | 'notAsked'
  | 'unreadable'
  | 'notFound'
  | 'notTaken'
  | 'expired'
  | 'overtaken'
  | 'tooLarge'
  | 'noForm'
  | 'tooOften';

/** The text of a page that has nothing to fill in. */
export interface Notice {
  readonly title: string;
  readonly text: string;
}

/** The text of the sign-up pages. */
export interface PageMessages {
  /** Names the links to the same page in other languages. */
  readonly languages: string;
  readonly subscribe: Notice & { readonly button: string; readonly promise: string; readonly again: string };
  readonly sent: Notice & { readonly nothingCame: string };
  readonly form: {
    readonly faults: string;
    readonly address: string;
    readonly addressHint: string;
    /** The label of a field that only machines fill in. */
    readonly trap: string;
    readonly what: string;
    readonly whatHint: string;
    readonly topics: string;
    readonly sources: string;
    /** The label of the field that finds what is not shown. */
    readonly find: string;
    /** The button beside that field. */
    readonly search: string;
    readonly mostUsed: string;
    readonly found: (text: string) => string;
    readonly foundMany: (text: string) => string;
    readonly notFound: (text: string) => string;
    readonly when: string;
    readonly frequency: Readonly<Record<'daily' | 'weekdays' | 'weekly', string>>;
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
  readonly confirm: Notice & {
    readonly button: string;
    readonly notYou: string;
    readonly done: Notice;
    readonly already: Notice;
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
  readonly leave: Notice & { readonly button: string; readonly done: Notice };
  /** For a person who gets no digests: the reason. */
  readonly standing: Readonly<Record<'pending' | 'paused' | 'suppressed' | 'left', Notice>>;
  readonly addressFaults: Readonly<Record<AddressFault, string>>;
  readonly fieldFaults: Readonly<Record<FieldFault, string>>;
  readonly refusals: Readonly<Record<RefusalKind, Notice>>;
}

/** The text of the mails that a sign-up brings. */
export interface ConfirmationMessages {
  readonly ask: {
    readonly subject: (publication: string) => string;
    readonly title: string;
    readonly text: (publication: string) => string;
    readonly button: string;
    readonly opens: string;
    readonly notYou: string;
  };
  readonly already: {
    readonly subject: (publication: string) => string;
    readonly title: string;
    readonly text: (publication: string) => string;
    readonly change: string;
    readonly leave: string;
    readonly notYou: string;
  };
  /** Before a link that stands in full. */
  readonly copy: string;
}

/** The text of a digest that is not its publishers’. */
export interface DigestMessages {
  /** Leads to the page of the same digest. */
  readonly inBrowser: string;
  /** A list's comma, with its space. */
  readonly comma: string;
  /** The subject, where there is more than the one headline. */
  readonly subject: (headline: string, others: number) => string;
  readonly corrected: string;
  /** Before the names of the other sources. */
  readonly alsoFrom: string;
  /** After their names, where not all found room. */
  readonly otherSources: (count: number) => string;
  /** Over stories that share no topic. */
  readonly rest: string;
  /** Of stories that found no place. */
  readonly more: (count: number) => string;
  readonly withdrawn: (count: number) => string;
  readonly why: (publication: string) => string;
  readonly preferences: string;
  readonly unsubscribe: string;
}
