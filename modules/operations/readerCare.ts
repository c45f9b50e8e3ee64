import type { OperatorClients } from './operatorClients.ts';
import { allowed, suppressed } from '../subscribers/subscription.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { instant } from '../../platform/values/time.ts';
import { OperatorError } from './operatorError.ts';
import { findReader, meantBy } from './findReader.ts';
import { defaultPreferences } from './readerRow.ts';
import { sesSuppression, takeFromSesList } from './sesList.ts';

export interface Said {
  readonly id: string;
  readonly said: string;
}

/** No mail goes there any more; an address that nobody has heard of is kept for that alone. */
export async function suppress(text: string, reason: string, deployment: OperatorClients, now: Date): Promise<Said> {
  const { id, address } = await meantBy(text, deployment);
  const at = instant(now);
  const unknown: Subscriber | undefined =
    address === undefined
      ? undefined
      : {
          id,
          address,
          status: 'suppressed',
          reason,
          statusAt: at,
          preferences: defaultPreferences,
          readTo: 0,
          softBounces: [],
          createdAt: at,
          revision: 0,
        };
  if (unknown && (await deployment.subscribers.put(unknown, undefined)))
    return { id, said: `${text} was not known. No mail will ever go there.` };
  const row = await deployment.subscribers.change(id, (before) => suppressed(before, reason, now));
  if (!row) throw new OperatorError(`There is no reader ${text}.`);
  return {
    id,
    said:
      row.reason === reason
        ? `No mail goes to ${row.address} any more.`
        : `${row.address} was suppressed before: ${row.reason ?? ''}`,
  };
}

export async function allow(text: string, deployment: OperatorClients, now: Date): Promise<Said> {
  const { id, address } = await findReader(text, deployment);
  let lifted = false as boolean;
  await deployment.subscribers.change(id, (before) => {
    const after = allowed(before, 'allowed again by an operator', now);
    lifted = after !== undefined;
    return after;
  });
  const liftedBySes = await takeFromSesList(deployment.ses, address);
  if (!lifted && !liftedBySes) return { id, said: `${address} was not suppressed.` };
  return {
    id,
    said:
      `${address} may sign up again${liftedBySes ? ", and was taken from SES's own list" : ''}. No digest ` +
      'comes before they have confirmed.',
  };
}

/** Erases a person: the row, and the ledger of what was sent. */
export async function forget(text: string, yes: boolean, deployment: OperatorClients): Promise<Said> {
  const { id, address = (await deployment.subscribers.get(id))?.address } = await meantBy(text, deployment);
  if (!yes)
    throw new OperatorError(
      `All that is kept of ${text} will be erased for good: caravan subscribers forget ${text} --yes`,
    );
  const stood = await deployment.subscribers.remove(id); // first, so that no worker sends, and enters it, meanwhile
  await deployment.digests.forget(id);
  const onSesList = address === undefined ? undefined : await sesSuppression(deployment.ses, address);
  const rest =
    onSesList === undefined
      ? ''
      : ` SES keeps the address on its own suppression list (${onSesList}), so that it is never mailed: caravan ` +
        'subscribers allow would take it from there.';
  return { id, said: `${stood ? `${text} is forgotten.` : `Nothing is kept of ${text}.`}${rest}` };
}
