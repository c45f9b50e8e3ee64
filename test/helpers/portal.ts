import { newPortalLink } from '../../modules/webhooks/portalLinks.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from './caravan.ts';

const hourMs = 3_600_000;

/**
 * A page of the portal, as a partner's engineer sees it who opens it by a new link.
 * @param about `path` below /portal
 * @returns undefined where it was not shown
 */
export async function portalPage(
  { get, partners }: Pick<TestCaravan, 'get' | 'partners'>,
  { partnerId, path }: { readonly partnerId: string; readonly path: string },
): Promise<string | undefined> {
  const now = Date.now();
  const { token, link } = newPortalLink(partnerId, instant(new Date(now)), instant(new Date(now + hourMs)));
  await partners.change(partnerId, { portals: [link] });
  const opened = await get(`/portal?link=${token}`, { redirect: 'manual' });
  const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
  if (opened.status !== 303) return undefined;
  const page = await get(`/portal${path}`, { headers: { cookie } });
  return page.status === 200 ? page.text() : undefined;
}
