/**
 * What the mails say, in one language: plain text. Nothing in it comes from whoever filled in the form: they may not be
 * who reads it.
 */
export interface Words {
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
