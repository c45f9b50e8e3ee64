import { beforeAll, describe, expect, test } from '@jest/globals';
import { addRule } from '../../modules/operations/editorRules.ts';
import { instant } from '../../platform/values/time.ts';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { useConsole, writes } from '../helpers/consolePage.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

if (noBrowser !== undefined) console.warn(`The console of editors is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `what editors do from the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const partner = useReceiver();
    const shown = useConsole(caravan);

    beforeAll(async () => {
      publisher.items = [{ guid: 'a', title: 'A story' }];
      await caravan.add('emn', publisher.url);
    });
    const came = (words: string | RegExp) => shown.page.locator('#came').getByText(words).waitFor();
    const press = async (list: string, card: string, button: string, written = '') => {
      shown.answer = writes(written);
      await shown.page
        .locator(`#${list} > li`, { hasText: card })
        .getByRole('button', { name: button, exact: true })
        .click();
    };
    const tomorrow = () => instant(new Date(Date.now() + 86_400_000));

    test('a story is pinned until a time, and unpinned', async () => {
      await press('articles', 'A story', 'Pin', 'tomorrow');
      await came(/Write a time with its zone/);
      const until = tomorrow();
      await press('articles', 'A story', 'Pin', until);
      await came(`must be read until ${until}`);
      expect(await caravan.pins.standing(new Date())).toMatchObject([{ until }]);
      await press('articles', 'A story', 'Unpin');
      await came(/is not pinned/);
      expect(await caravan.pins.standing(new Date())).toEqual([]);
    });

    test('a story that is out is embargoed, leaves the front page, and is released', async () => {
      await press('articles', 'A story', 'Embargo', tomorrow());
      await came(/^Embargo, "A story",.*: Nobody reads it before/);
      await caravan.twin.idle();
      expect(await (await caravan.get('/feeds/all.json')).json()).toMatchObject({ items: [] });
      await press('articles', 'A story', 'Release');
      await came(/It is live now/);
      await caravan.twin.idle();
      expect(await (await caravan.get('/feeds/all.json')).json()).toMatchObject({ items: [{ title: 'A story' }] });
    });

    test('a rule is seen with its note, and ended', async () => {
      await addRule(caravan, 'holds', { kind: 'word', value: 'casino', note: 'Advertisements' }, new Date());
      await shown.page.locator('#rules > li', { hasText: 'Advertisements' }).waitFor();
      await press('rules', 'casino', 'End this rule');
      await came(/It holds nothing more/);
      expect(await caravan.editorRules.all()).toMatchObject({ holds: [] });
    });

    test('a partner gets a contact and a link to its portal; the link is ended', async () => {
      const client = await aPartner(caravan, 'caspian-times');
      await client.call('POST', '/v1/webhooks', { body: { url: partner.url } });
      await press('partners', partner.url, 'Contact', 'nobody');
      await came(/This is no address of mail/);
      await press('partners', partner.url, 'Contact', 'ops@partner.example');
      await came(/ops@partner\.example is told/);
      expect(await caravan.partners.get(client.partnerId)).toMatchObject({ contact: 'ops@partner.example' });
      await press('partners', partner.url, 'Portal link');
      await came(/\/portal\?link=cvl_/);
      const [link = ''] = /http\S+/.exec(await shown.page.locator('#came').innerText()) ?? [];
      const opened = async () => (await fetch(link, { redirect: 'manual' })).status;
      expect(await opened()).toBe(303);
      await press('partners', partner.url, 'End portal links');
      await came(/No link opens the portal/);
      expect(await opened()).toBe(401);
    });

    test('the weather at the head of the pages is put out', async () => {
      const at = instant(new Date());
      await caravan.weather.set(
        {
          city: { en: 'Baku', ru: 'Баку', tr: 'Bakü', ar: 'باكو' },
          latitude: 40,
          longitude: 49,
          service: 'https://weather.example/',
        },
        { at, celsius: 12, code: 0, isDay: true },
        new Date(),
      );
      await press('weather', 'Baku', 'Off');
      await came(/Pages have no weather/);
      expect(await caravan.weather.get()).toBeUndefined();
    });
  },
);
