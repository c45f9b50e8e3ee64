import type { Said } from './facts.ts';

/** What a reader asks for; what is left out is not asked. */
export interface Ask {
  readonly sources?: readonly string[] | undefined;
  /** Slugs. */
  readonly topics?: readonly string[] | undefined;
  /** Language ranges (RFC 4647, 3.3.1). */
  readonly languages?: readonly string[] | undefined;
  readonly backlog?: boolean | undefined;
  /** 2.6: what a webhook does not want to be told. */
  readonly declines?: readonly Type[] | undefined;
  /** 2.5: what its partner may have at all, by the operator's word. */
  readonly within?: Within | undefined;
}

/** What a partner may have; with `noText`, summaries alone. */
export interface Within extends Pick<Ask, 'sources' | 'topics' | 'languages'> {
  readonly noText?: boolean;
}

export interface Selected extends Pick<Said, 'topics' | 'language'> {
  readonly source: string;
  readonly isBacklog: boolean;
}

/** Whether an article matches what a reader asks for. */
export const matches = ({ sources, topics, languages, backlog, within }: Ask, article: Selected): boolean =>
  (within === undefined || matches(within, article)) &&
  (sources === undefined || sources.includes(article.source)) &&
  (topics === undefined || article.topics.some((topic) => topics.includes(topic))) &&
  (languages === undefined ||
    languages.some((range) => article.language === range || article.language?.startsWith(`${range}-`) === true)) &&
  (backlog !== false || !article.isBacklog);

export type Type = 'published' | 'updated' | 'withdrawn';

/** The table of section 2. */
export function toldAt(wasEntitled: boolean, isEntitled: boolean): Type | undefined {
  if (isEntitled) return wasEntitled ? 'updated' : 'published';
  return wasEntitled ? 'withdrawn' : undefined;
}

/** A span of time, its end left out. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A reader over a life. */
export interface Reader {
  readonly name: string;
  /** What it asks for, each from its time on; the first from the beginning. */
  readonly asks: readonly { readonly fromMs: number; readonly ask: Ask }[];
  /** When it was disabled, or its lease was over. */
  readonly deaf: readonly Span[];
  /** When it asked for all that it had missed, and how far back that reached. */
  readonly recoveries: readonly { readonly atMs: number; readonly sinceMs: number }[];
  /** 2.5: of the pull API: what it may have no more it learns where it asks for the article. */
  readonly learnsByAsking?: true;
}

export const simpleReader = (name: string, ask: Ask): Reader => ({
  name,
  asks: [{ fromMs: -Infinity, ask }],
  deaf: [],
  recoveries: [],
});

/** What a reader asked for at some time within a span. */
export const asksWithin = ({ asks }: Pick<Reader, 'asks'>, { fromMs, toMs }: Span): Ask[] =>
  asks
    .filter((one, index) => one.fromMs <= toMs && (asks[index + 1]?.fromMs ?? Infinity) >= fromMs)
    .map(({ ask }) => ask);

/**
 * Whether a reader may have missed what changed last then, but for withdrawals: before it asked for more, or heard
 * again, and did not ask for what it had missed.
 */
export const mayHaveMissed = ({ asks, deaf, recoveries }: Reader, changedMs: number): boolean =>
  [...asks.slice(1).map(({ fromMs }) => fromMs), ...deaf.map(({ toMs }) => toMs)].some(
    (gapMs) => changedMs <= gapMs && !recoveries.some(({ atMs, sinceMs }) => atMs >= gapMs && changedMs > sinceMs),
  );

/** 2.6: whether a reader did not want to be told this at any time within a span. */
export const hasDeclined = (reader: Pick<Reader, 'asks'>, type: Type, within: Span): boolean =>
  asksWithin(reader, within).every(({ declines }) => declines?.includes(type) === true);

/** 2.6: whether a reader ever did not want to be told this. */
export const everDeclined = ({ asks }: Pick<Reader, 'asks'>, type: Type): boolean =>
  asks.some(({ ask: { declines } }) => declines?.includes(type) === true);

/** 2.5: whether a reader may have the texts of articles at some time within a span. */
export const mayHaveText = (reader: Pick<Reader, 'asks'>, within: Span): boolean =>
  asksWithin(reader, within).some((ask) => ask.within?.noText !== true);

/** 2.5: whether what a reader may have was ever changed, and it learns of that by asking. */
export const learnsEnds = ({ asks, learnsByAsking }: Reader): boolean => learnsByAsking === true && asks.length > 1;
