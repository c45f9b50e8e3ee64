import { newPortalLink } from '../../modules/webhooks/portalLinks.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';

const hourMs = 3_600_000;

/**
 * A partner's engineer opens the portal by a new link, and looks at a webhook.
 * @returns whether the page was shown
 */
export async function visitPortal(
  { get, partners }: Pick<TestCaravan, 'get' | 'partners'>,
  { partnerId, id }: { readonly partnerId: string; readonly id: string },
): Promise<boolean> {
  const now = Date.now();
  const { token, link } = newPortalLink(partnerId, instant(new Date(now)), instant(new Date(now + hourMs)));
  await partners.change(partnerId, { portals: [link] });
  const opened = await get(`/portal?link=${token}`, { redirect: 'manual' });
  const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
  if (opened.status !== 303) return false;
  const page = await get(`/portal/webhooks/${id}`, { headers: { cookie } });
  return page.status === 200 && (await page.text()).includes(id);
}
