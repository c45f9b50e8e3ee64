import { parseAddress } from '../subscribers/address.ts';
import { mostPortalLinks, newPortalLink } from '../webhooks/portalLinks.ts';
import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import { findPartner, noPartner } from './findPartner.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

type Clients = Pick<OperatorClients, 'partners'>;

/** Days that a link to the portal works, where nobody says how many. */
export const usualLinkDays = 7;

/**
 * Says whom a mail tells when an endpoint of a partner fails or is disabled.
 * @param typed an address, or "none" for nobody
 * @throws OperatorError for an unknown partner, and for what is no address
 */
export async function setContact(clients: Clients, id: string, typed: string) {
  const { name } = await findPartner(clients, id);
  const contact = typed === 'none' ? undefined : contactIn(typed);
  if (!(await clients.partners.change(id, { contact }))) throw noPartner(id);
  const said =
    contact === undefined
      ? `Nobody of ${name} is told by mail any more.`
      : `${contact} is told when an endpoint of ${name} fails for an hour, or is disabled.`;
  return { contact, said };
}

function contactIn(typed: string): string {
  const parsed = parseAddress(typed);
  if ('fault' in parsed) throw new OperatorError(`This is no address of mail: ${parsed.fault}`);
  return parsed.address;
}

/** Makes a link that opens the portal of a partner. @throws OperatorError for an unknown partner */
export async function makePortalLink(
  clients: Clients & { readonly url: string },
  id: string,
  days: number,
  now: Date,
): Promise<{ url: string; ends: Instant; said: string }> {
  const { name, portals = [] } = await findPartner(clients, id);
  const ends = instant(new Date(now.getTime() + days * 86_400_000));
  const { token, link } = newPortalLink(id, instant(now), ends);
  const kept = portals.filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime()).slice(0, mostPortalLinks - 1);
  if (!(await clients.partners.change(id, { portals: [link, ...kept] }))) throw noPartner(id);
  const url = `${clients.url}/portal?link=${token}`;
  return {
    url,
    ends,
    said: `Whoever has this link sees what ${name} is sent, and can make it new keys, until ${ends}:\n  ${url}`,
  };
}

/** Ends every link to the portal of a partner. @throws OperatorError for an unknown partner */
export async function endPortalLinks(clients: Clients, id: string): Promise<{ revoked: number; said: string }> {
  const { name, portals = [] } = await findPartner(clients, id);
  if (!(await clients.partners.change(id, { portals: undefined }))) throw noPartner(id);
  return { revoked: portals.length, said: `No link opens the portal of ${name} any more.` };
}
