import type { Subscriber } from '../subscriber.ts';
import type { Confirmation } from '../confirmationMessage.ts';

/**
 * The next step for a sign-up: `ask` whether it is wanted, where `stored` says that its row waits for that already;
 * `tell` that the digests come already; or nothing.
 */
export type ConfirmationDecision =
  | { readonly do: 'ask'; readonly stored: boolean }
  | { readonly do: 'tell' }
  | { readonly do: 'nothing'; readonly why: 'mailed' | 'suppressed' | 'overtaken' };

/** Decides what becomes of a sign-up. The queue may bring one twice, late, and after a newer one. */
export function decideConfirmation(
  row: Subscriber | undefined,
  { requestId, asked }: Pick<Confirmation, 'requestId' | 'asked'>,
): ConfirmationDecision {
  if (row === undefined) return { do: 'ask', stored: false };
  if (row.status === 'suppressed') return { do: 'nothing', why: 'suppressed' };
  if (row.asked?.requestId === requestId)
    return row.asked.mailedAt === undefined ? { do: 'ask', stored: true } : { do: 'nothing', why: 'mailed' };
  // They have confirmed, left or asked again since. What they confirmed is known by its id, as the clocks of hosts are
  // off.
  const isOlder =
    row.consent?.requestId === requestId || row.statusAt > asked || (row.asked !== undefined && row.asked.at > asked);
  if (isOlder) return { do: 'nothing', why: 'overtaken' };
  return row.status === 'active' ? { do: 'tell' } : { do: 'ask', stored: false };
}
