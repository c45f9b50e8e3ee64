import type { OperatorClients } from './operatorClients.ts';
import { subscriberSchema } from '../subscribers/subscriber.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { parseAddress } from '../subscribers/address.ts';
import { OperatorError } from './operatorError.ts';

/** The subscriber that an operator names: an id, and the address where that was given. */
export interface Meant {
  readonly id: string;
  readonly address?: string;
}

/**
 * Reads a reader's address or id.
 * @throws OperatorError for what is neither
 */
export async function meantBy(text: string, { readerKey }: Pick<OperatorClients, 'readerKey'>): Promise<Meant> {
  if (subscriberSchema.shape.id.safeParse(text).success) return { id: text };
  if (!text.includes('@'))
    throw new OperatorError(
      `${text} is neither an address nor a reader's id, which has 32 digits and letters from a to f: caravan subscribers list shows them.`,
    );
  const parsed = parseAddress(text);
  if ('fault' in parsed) throw new OperatorError(`${text}: ${parsed.fault}`);
  return { id: (await readerKey()).idOf(parsed.address), address: parsed.address };
}

/** @throws OperatorError where there is no such reader */
export async function findReader(
  text: string,
  deployment: Pick<OperatorClients, 'readerKey' | 'subscribers'>,
): Promise<Subscriber> {
  const reader = await deployment.subscribers.get((await meantBy(text, deployment)).id);
  if (!reader) throw new OperatorError(`There is no reader ${text}.`);
  return reader;
}
