import { newPortalLink } from '../../modules/webhooks/portalLinks.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from './caravan.ts';

const hourMs = 3_600_000;

/** Opens the portal by a new link, as a partner's engineer does. @returns the cookie; undefined where there was none */
export async function openPortal(
  { get, partners }: Pick<TestCaravan, 'get' | 'partners'>,
  partnerId: string,
): Promise<string | undefined> {
  const now = Date.now();
  const { token, link } = newPortalLink(partnerId, instant(new Date(now)), instant(new Date(now + hourMs)));
  await partners.change(partnerId, { portals: [link] });
  const opened = await get(`/portal?link=${token}`, { redirect: 'manual' });
  return opened.status === 303 ? opened.headers.get('set-cookie')?.split(';')[0] : undefined;
}

/**
 * A page of the portal, as whoever opens it by a new link sees it.
 * @param about `path` below /portal
 * @returns undefined where it was not shown
 */
export async function portalPage(
  caravan: Pick<TestCaravan, 'get' | 'partners'>,
  { partnerId, path }: { readonly partnerId: string; readonly path: string },
): Promise<string | undefined> {
  const cookie = await openPortal(caravan, partnerId);
  const page = cookie === undefined ? undefined : await caravan.get(`/portal${path}`, { headers: { cookie } });
  return page?.status === 200 ? page.text() : undefined;
}
