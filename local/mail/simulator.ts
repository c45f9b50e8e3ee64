import { domainOf } from './address.ts';

/** The fate of a mail after it was sent. */
export type Outcome = 'delivery' | 'hardBounce' | 'softBounce' | 'complaint' | 'suppressed';

/**
 * The addresses of SES's mailbox simulator; each may carry a label (`bounce+label@…`). An automatic answer comes from a
 * mailbox that has taken the mail, hence the delivery before it: so it is in AWS.
 */
const simulated: ReadonlyMap<string, readonly Outcome[]> = new Map<string, readonly Outcome[]>([
  ['bounce', ['hardBounce']],
  ['complaint', ['delivery', 'complaint']],
  ['ooto', ['delivery', 'softBounce']],
  ['suppressionlist', ['suppressed']],
]);

/** The fate of a mail by its address, in this order. */
export function outcomesOf(address: string): readonly Outcome[] {
  const box = /^[^+@]*/.exec(address)?.[0].toLowerCase() ?? '';
  return (domainOf(address) === 'simulator.amazonses.com' ? simulated.get(box) : undefined) ?? ['delivery'];
}
