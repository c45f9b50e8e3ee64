import type { RefusalKind } from '../locales/messages.ts';

const statusOf: Readonly<Record<RefusalKind, number>> = {
  noToken: 400,
  forged: 400,
  notAsked: 400,
  unreadable: 400,
  notFound: 404,
  notTaken: 405,
  expired: 410,
  overtaken: 410,
  tooLarge: 413,
  noForm: 415,
  tooOften: 429,
};

/** A request that is refused. The page says why in the reader's language. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly kind: RefusalKind;
  readonly status: number;
  /** Headers that the status asks for, such as Allow. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: RefusalKind, headers: Readonly<Record<string, string>> = {}) {
    super(kind);
    this.kind = kind;
    this.status = statusOf[kind];
    this.headers = headers;
  }
}
