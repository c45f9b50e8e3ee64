/** One line of `caravan status`. */
export interface Finding {
  readonly what: string;
  readonly state: string;
  readonly green: boolean;
  /** The command that helps. */
  readonly help?: string;
}
