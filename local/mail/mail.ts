/** A header of a mail, as it stands in it. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** A mail that SES accepted, as its reader gets it. */
export interface Mail {
  /** SES's MessageId. */
  readonly id: string;
  /** As the sender wrote it: `Caravan <digest@example.com>`. */
  readonly from: string;
  /** Everybody who gets it, as plain addresses. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
  readonly headers: readonly MailHeader[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
  readonly at: Date;
}

/** The newest 500 mails, kept over restarts. */
export interface Mailbox {
  /** All of them, the oldest first. */
  all(): Mail[];
  /** Those for one address, the oldest first. */
  to(address: string): Mail[];
}
