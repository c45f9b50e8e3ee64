import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useWebhooks } from '../helpers/webhooks.ts';

if (noBrowser !== undefined) console.warn(`The portal is not tested in a browser: ${noBrowser}.`);

const caravan = useCaravan();
const publisher = usePublisher();
let partner: PartnerClient;
const { setUp } = useWebhooks(caravan, publisher, () => partner);
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
const linkFor = async (...more: string[]) => {
  const { out } = await caravanOn(caravan.dataDir, ['partners', 'portal', 'caspian-times', '--json', ...more]);
  return (JSON.parse(out) as { url: string }).url;
};
const cookieOf = async (url: string) => {
  const opened = await fetch(url, { redirect: 'manual' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/portal']);
  const cookie = opened.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^caravan_portal=cvl_caspian-times_\S+; Path=\/portal; HttpOnly; SameSite=Lax$/);
  return cookie.split(';')[0] ?? '';
};

test('nobody is let in without a link, and none works that was taken back; forms of others change nothing', async () => {
  const closed = await caravan.get('/portal');
  expect([closed.status, await closed.text()]).toEqual([401, expect.stringContaining('This link has ended')]);
  const cookie = await cookieOf(await linkFor());
  const page = await caravan.get('/portal', { headers: { cookie } });
  const text = await page.text();
  expect([page.status, page.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringMatching(/^default-src 'none'; img-src data:; style-src 'sha256-[^']+'; form-action 'self'/),
  ]);
  expect(text).not.toMatch(/<script|cvl_/);
  const mark = /name="mark" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const newest = /name="newest" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const rotate = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    caravan.get('/portal/keys/rotate', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie, ...headers },
    });
  const keys = async () => (await caravan.partners.get('caspian-times'))?.keys.length;
  expect((await rotate({ newest, mark: 'x' })).status).toBe(401);
  expect((await rotate({ newest })).status).toBe(401);
  expect((await rotate({ newest, mark }, { origin: 'https://elsewhere.example' })).status).toBe(401);
  expect((await caravan.get('/portal/keys/rotate', { headers: { cookie } })).status).toBe(404);
  expect(await keys()).toBe(1);
  const made = await rotate({ newest, mark });
  expect([made.status, await made.text()]).toEqual([200, expect.stringMatching(/cvn_caspian-times_/)]);
  expect((await rotate({ newest, mark })).status).toBe(409); // a second press
  expect(await keys()).toBe(2);
  await linkFor('--revoke');
  expect((await caravan.get('/portal', { headers: { cookie } })).status).toBe(401);
});

(noBrowser === undefined ? describe : describe.skip)('the portal in a browser', () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
  });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  test('shows webhooks and what was sent, tries each event, rotates, recovers, disables and enables', async () => {
    const { receiver, publish, path } = await setUp({ description: 'The front page', content: 'full' });
    await publish(['a', 'A story <b>of</b> rails']);
    await receiver.hears(1);
    await page.goto(await linkFor());
    await heading('caspian-times');
    expect(page.url()).toMatch(/\/portal$/);
    await page.getByRole('row', { name: /source-1 1 0/ }).waitFor();
    await page.getByRole('link', { name: 'The front page' }).click();
    await heading('The front page');
    const types = ['webhook.test', 'article.withdrawn', 'comment.approved', 'endpoint.failing'];
    for (const type of types) {
      await page.getByLabel('Event', { exact: true }).selectOption(type);
      await press('Send');
      await page.getByText('it answered 204').waitFor();
    }
    expect(receiver.heard.slice(1).map(({ type }) => type)).toEqual(types);
    await press('Make a new secret');
    const secret = (await page.locator('.told pre').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    receiver.secrets.splice(0, 9, secret);
    await press('Disable');
    await page.getByText('It is disabled.').waitFor();
    await publish(['a', 'A story <b>of</b> rails'], ['b', 'Another']);
    await press('Enable');
    await page.getByText('It is enabled.').waitFor();
    await press('Recover');
    await page.getByText('It has begun.').waitFor();
    await caravan.twin.idle();
    await page.goto(`${caravan.twin.url}/portal/webhooks/${path.split('/').at(-1)}`);
    await page.getByText('1 of 1 sent or tried, done.').waitFor();
    await page.locator('tbody a').last().click();
    await page.getByText('A story <b>of</b> rails').first().waitFor();
    await press('Send again'); // and is not counted again
    await heading('On its way');
    await page.getByRole('link', { name: 'Topics and sources' }).click();
    await page.getByRole('row', { name: 'Testing testing' }).waitFor();
    await page.getByRole('row', { name: 'Publisher source-1 source-1' }).waitFor();
    expect(errors).toEqual([]);
  });

  test.each([390, 1280])('nothing sticks out at %d pixels', async (width) => {
    const [endpoint] = await caravan.endpoints.ofPartner('caspian-times');
    await caravan.endpoints.change(endpoint!, { url: `${endpoint!.url}/${'webhooks'.repeat(6)}` });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${caravan.twin.url}/portal`);
    for (const at of [undefined, 'The front page', /UTC/]) {
      if (at !== undefined) await page.locator('main').getByRole('link', { name: at }).first().click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      // a table may scroll by itself where it must; that of the webhooks shows their states without
      if (at === undefined)
        expect(await page.evaluate('document.querySelector(".wide").scrollWidth')).toBeLessThanOrEqual(width - 32);
    }
  });
});
