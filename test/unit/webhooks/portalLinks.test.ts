import {
  formMarkOf,
  isSame,
  newPortalLink,
  opensPortal,
  partnerOfLink,
} from '../../../modules/webhooks/portalLinks.ts';
import { instant } from '../../../platform/values/time.ts';

const at = (day: number) => instant(new Date(Date.UTC(2026, 10, day)));
const { token, link } = newPortalLink('caspian-times', at(1), at(8));

test('a link opens the portal of its partner until it ends', () => {
  expect(partnerOfLink(token)).toBe('caspian-times');
  expect(JSON.stringify(link)).not.toContain(token.slice(-20));
  expect(opensPortal({ portals: [link] }, token, at(2))).toBe(true);
  expect(opensPortal({ portals: [link] }, token, at(8))).toBe(false);
  expect(opensPortal({ portals: [] }, token, at(2))).toBe(false);
  expect(opensPortal({}, token, at(2))).toBe(false);
  expect(opensPortal({ portals: [link] }, newPortalLink('caspian-times', at(1), at(8)).token, at(2))).toBe(false);
});

test.each(['', 'cvl_', 'cvn_caspian-times_x', `cvl_Caspian_${'a'.repeat(43)}`, `${token}a`])(
  '%j is no link',
  (text) => {
    expect(partnerOfLink(text)).toBeUndefined();
  },
);

test('the mark of a form is of one link alone', () => {
  expect(formMarkOf(token)).not.toBe(formMarkOf(`${token}x`));
  expect(isSame(formMarkOf(token), formMarkOf(token))).toBe(true);
  expect(isSame('', formMarkOf(token))).toBe(false);
});
