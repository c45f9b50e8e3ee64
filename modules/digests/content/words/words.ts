/** What a digest says itself, in one language: plain text. */
export interface Words {
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
