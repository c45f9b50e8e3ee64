import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../platform/http/problem.ts';
import { instant } from '../../platform/values/time.ts';
import type { Partner, PartnersTable } from '../webhooks/partners.ts';
import { formMarkOf, isSame, opensPortal, partnerOfLink } from '../webhooks/portalLinks.ts';

export const portalPath = '/portal';
const cookieName = 'caravan_portal';

/** A partner's person, as the cookie says. */
export interface Session {
  readonly partner: Partner;
  readonly token: string;
  /** Stands in every form. */
  readonly mark: string;
}

/**
 * Finds the partner by a link's token.
 * @throws Problem 401, the same whether there is no such link, it has ended, or was revoked
 */
export async function sessionOf(token: string, partners: Pick<PartnersTable, 'get'>, now: Date): Promise<Session> {
  const id = partnerOfLink(token);
  const partner = id === undefined ? undefined : await partners.get(id);
  if (partner && opensPortal(partner, token, instant(now))) return { partner, token, mark: formMarkOf(token) };
  throw new Problem(401, 'This link has ended, or was taken back. Ask whoever gave it to you for a new one.');
}

export const tokenIn = ({ cookies = [] }: Pick<APIGatewayProxyEventV2, 'cookies'>): string =>
  cookies.find((one) => one.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';

/**
 * Lax, as the first visit comes from a mail or a chat; what changes anything is posted, which Lax does not send from
 * another site.
 */
export const cookieOf = (token: string, publicUrl: string): string =>
  `${cookieName}=${token}; Path=${portalPath}; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`;

/** The fields of a form, each once. */
export function fieldsOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Readonly<Record<string, string>> {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (text.length > 10_000) throw new Problem(413, 'A form of these pages is shorter.');
  return Object.fromEntries(new URLSearchParams(text));
}

/**
 * Whether a form comes from a page of ours that was made for this session.
 * @throws Problem 401
 */
export function refuseForged(
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
  fields: Readonly<Record<string, string>>,
  { mark }: Session,
  publicUrl: string,
): void {
  const { origin = '' } = headers;
  const isOurs = origin === '' || origin === new URL(publicUrl).origin;
  if (!isOurs || !isSame(fields['mark'] ?? '', mark))
    throw new Problem(401, 'This form was not made for you here: open the page again, and press its button.');
}
