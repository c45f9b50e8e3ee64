import { addressOf, domainOf } from './address.ts';
import type { Identities } from './identities.ts';
import type { MailLimits } from './sendQuota.ts';

/**
 * SES's sandbox: mail reaches verified identities and the mailbox simulator alone, and IAM is asked for the identity of
 * the recipient too. "Request production access",
 * https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html; for IAM aws-sdk-js-v3#2061 and
 * cloudposse/terraform-aws-ses#40, as AWS documents that nowhere.
 */
export class Sandbox {
  readonly #verified: ReadonlySet<string> | undefined;
  readonly #identities: Identities;

  constructor({ sandbox }: MailLimits, identities: Identities) {
    this.#verified = sandbox && new Set(sandbox.verified.map((address) => address.toLowerCase()));
    this.#identities = identities;
  }

  get on(): boolean {
    return this.#verified !== undefined;
  }

  /** The recipients that mail must not reach, as they are not verified. */
  unverified(recipients: readonly string[]): string[] {
    return this.#verified === undefined
      ? []
      : recipients.filter((address) => domainOf(address) !== 'simulator.amazonses.com' && !this.#isOwn(address));
  }

  /** The names of the verified identities that recipients have: an address of its own, or a domain. */
  identitiesOf(recipients: readonly string[]): string[] {
    return this.#verified === undefined
      ? []
      : recipients
          .map(addressOf)
          .filter((address) => this.#isOwn(address))
          .map((address) => this.#identities.of(address)?.name ?? address);
  }

  #isOwn(address: string): boolean {
    return this.#verified?.has(address.toLowerCase()) === true || this.#identities.of(address) !== undefined;
  }
}
