import { isObject, textOf } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';
import { domainOf } from './address.ts';

/** An address or a domain that the account may send from. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  /** The configuration set of mails that name none. */
  readonly configurationSet: string | undefined;
}

/** The template's identities: on this machine all of them are verified. */
export class Identities {
  readonly #byName: ReadonlyMap<string, Identity>;

  constructor(stack: Stack) {
    this.#byName = new Map(
      stack.ofType('AWS::SES::EmailIdentity').map(({ name, arn, properties: { ConfigurationSetAttributes: set } }) => {
        const configurationSet =
          isObject(set) && set['ConfigurationSetName'] !== undefined ? textOf(set['ConfigurationSetName']) : undefined;
        return [name.toLowerCase(), { name, arn, configurationSet }];
      }),
    );
  }

  /** The identity that an address sends from: its own, else its domain's, else that of a domain above. */
  of(address: string): Identity | undefined {
    const labels = domainOf(address).split('.');
    return [address.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join('.'))]
      .map((name) => this.#byName.get(name))
      .find((identity) => identity !== undefined);
  }
}
