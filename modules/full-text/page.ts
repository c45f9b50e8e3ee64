/** What became of a page; `words` say why, after "refused" or "failed". */
export type PageText =
  | { readonly content: string }
  | { readonly refused: string }
  | { readonly failed: string; /** The site asks for a pause. */ readonly isPause?: true };

/** A site's word on what programs may read there; undefined for a file that it does not have. */
export interface SiteRules {
  readonly robots: string | undefined;
  readonly tdm: string | undefined;
}

export interface RulesRequest {
  readonly rules: SiteRules;
  readonly address: string;
  readonly userAgent: string;
}

export interface ArticleRequest {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly address: string;
}

/** What the process of `pageReader.ts` is asked: whether a page may be read, or for its text. */
export type PageRequest = RulesRequest | ArticleRequest;
export type PageAnswer = PageText | { readonly isAllowed: true };
