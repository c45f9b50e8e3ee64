/** The cost of one part of the system. */
export interface Spent {
  /** A function, or a resource, by its logical id. */
  readonly what: string;
  readonly service: string;
  /** The use, in words. */
  readonly usage: string;
  readonly dollars: number;
}

export interface Spending {
  /** Since when, in words. */
  readonly since: string;
  readonly spent: readonly Spent[];
  /** Articles, corrections and withdrawals that were announced meanwhile. */
  readonly announced: number;
  /** The costs that are not counted, in words. */
  readonly without: string;
}

/** 1234567 → "1.2 M": usage is read, not added up. */
export const amount = (value: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
