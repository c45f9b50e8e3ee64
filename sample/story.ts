/** A story of the sample publisher's newsroom. */
export interface SampleStory {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly author: string;
  readonly categories: readonly string[];
  /** The words that a correction puts in the place of others, and what the editors say of it. */
  readonly correction?: { readonly from: string; readonly to: string; readonly note: string };
}
