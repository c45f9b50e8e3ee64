/** A kind of weather, as readers tell them apart. */
export type Sky =
  | 'sunny'
  | 'mostlySunny'
  | 'clear'
  | 'mostlyClear'
  | 'partlyCloudy'
  | 'overcast'
  | 'fog'
  | 'drizzle'
  | 'freezingDrizzle'
  | 'lightRain'
  | 'rain'
  | 'heavyRain'
  | 'freezingRain'
  | 'lightSnow'
  | 'snow'
  | 'heavySnow'
  | 'showers'
  | 'heavyShowers'
  | 'snowShowers'
  | 'thunderstorm'
  | 'hailstorm';

/** The text of the edition's own pages. All of it is plain text, escaped where it is shown. */
export interface EditionMessages {
  /** The link that leads past the head of the page. */
  readonly skip: string;
  /** Names the links to the same page in other languages. */
  readonly languages: string;
  readonly nav: {
    /** Names the links to sections. */
    readonly sections: string;
    readonly front: string;
    readonly topics: string;
    readonly sources: string;
    readonly search: string;
    readonly byEmail: string;
    /** Names the links at the foot. */
    readonly more: string;
    readonly feeds: string;
    readonly about: string;
    readonly contact: string;
    readonly privacy: string;
    readonly imprint: string;
    readonly forPartners: string;
  };
  readonly weather: {
    /** Between city, temperature and sky, with its space. */
    readonly comma: string;
    readonly skies: Readonly<Record<Sky, string>>;
    /** Names whose data it is. */
    readonly source: (name: string) => string;
  };
  readonly headings: {
    readonly mustRead: string;
    readonly latest: string;
    readonly more: string;
    readonly alsoReportedBy: string;
  };
  readonly times: {
    /** A time of today, such as 14:05, is shown as it is. */
    readonly yesterday: (time: string) => string;
    readonly updated: (when: string) => string;
  };
  readonly article: {
    readonly by: (names: string) => string;
    /** The attribution: the word for source, and a name. */
    readonly source: (name: string) => string;
    readonly readOn: (name: string) => string;
    readonly alsoFrom: (names: string) => string;
    /** Stands before a line that says what was corrected. */
    readonly correction: string;
    readonly corrected: (when: string) => string;
    readonly topics: string;
    readonly download: (name: string) => string;
  };
  readonly list: {
    readonly empty: string;
    readonly noneBefore: string;
    readonly older: string;
    readonly newest: string;
    readonly goToDate: string;
    readonly go: string;
    readonly follow: string;
    readonly about: (title: string) => string;
    readonly from: (title: string) => string;
  };
  readonly directory: {
    readonly topics: string;
    readonly sources: string;
    readonly find: string;
    readonly button: string;
    readonly mostUsed: string;
    readonly all: string;
    readonly found: (text: string) => string;
    readonly notFound: (text: string) => string;
    readonly stories: (count: number) => string;
  };
  readonly search: {
    readonly title: string;
    readonly label: string;
    /** Before anything is asked. */
    readonly hint: string;
    readonly button: string;
    readonly found: (text: string) => string;
    readonly none: (text: string) => string;
    readonly noneOlder: string;
    /** Stands before the search's feeds. */
    readonly follow: string;
    /** The question has no letter and no digit. */
    readonly noWord: string;
    /** The search stopped at a day, such as "Monday, 30 November 2026", and goes on with older stories. */
    readonly cutShort: (day: string) => string;
  };
  readonly refusals: {
    readonly titles: Readonly<Record<400 | 404 | 405 | 410, string>>;
    readonly missing: string;
    readonly withdrawnByPublisher: string;
    readonly withdrawnByEditors: string;
    readonly expired: string;
    readonly home: string;
  };
  readonly privacy: { readonly title: string; readonly text: readonly string[] };
}
