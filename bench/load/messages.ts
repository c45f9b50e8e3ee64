import type { EndpointKind } from './size.ts';

/** What the bench tells the process of publishers and receivers. */
export type Order =
  | { readonly do: 'publish'; readonly burst: number }
  /** Failing and hanging endpoints answer like healthy ones, or do not any more. */
  | { readonly do: 'mend'; readonly mended: boolean }
  | { readonly do: 'tell' };

/** How often one endpoint accepted a webhook. */
export interface Accepted {
  readonly endpoint: number;
  readonly times: readonly (readonly [webhookId: string, times: number])[];
}

/** What that process tells the bench. */
export type Word =
  | { readonly told: 'open'; readonly feeds: readonly string[]; readonly hooks: Readonly<Record<EndpointKind, string>> }
  | { readonly told: 'published' }
  | { readonly told: 'mended' }
  /** Posts since the last order to tell: accepted by healthy endpoints, and by the others; answered 500; held now. */
  | {
      readonly told: 'counts';
      readonly healthy: number;
      readonly others: number;
      readonly refused: number;
      readonly held: number;
    }
  | { readonly told: 'accepted'; readonly accepted: readonly Accepted[] };
