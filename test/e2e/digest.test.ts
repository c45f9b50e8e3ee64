import { beforeAll, describe, expect, test } from '@jest/globals';
import { issueLink } from '../../modules/subscribers/readerKey.ts';
import { left, suppressed } from '../../modules/subscribers/subscription.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { Mail } from '../../local/mail/mail.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
let tools: DigestTools;
beforeAll(async () => {
  tools = digestTools(caravan);
  publisher.items = [
    { guid: 'a', title: 'Port opens' },
    { guid: 'b', title: 'Harvest grows' },
  ];
  await caravan.add('emn', publisher.url);
});

const header = (mail: Mail | undefined, wanted: string) =>
  mail?.headers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.value;
const titles = ['Port opens', 'Harvest grows', 'Rail line', 'Rail line, corrected', 'Bridge', 'Harbour fire'];
const told = (mail: Mail | undefined) =>
  titles.filter((title) => mail?.text?.match(new RegExp(`${title}$`, 'm'))).toSorted();

describe('a digest that is due', () => {
  let baku: Subscriber;
  beforeAll(async () => {
    baku = await tools.add('reader@baku.example');
    await tools.run();
  });

  test('arrives once, with what was published, as HTML and as text', async () => {
    const mails = tools.mails(baku);
    expect(mails.map(told)).toEqual([['Harvest grows', 'Port opens']]);
    for (const title of told(mails[0])) expect(mails[0]?.html).toContain(title);
    expect(mails[0]?.to).toEqual(['reader@baku.example']);
    await tools.run();
    await tools.askAgain(baku);
    expect(tools.mails(baku)).toHaveLength(1);
  });

  test('carries what mail programs and SES ask for', () => {
    const [mail] = tools.mails(baku);
    expect(header(mail, 'List-Unsubscribe')).toMatch(new RegExp(`^<${caravan.url}/unsubscribe\\?token=[\\w.-]+>$`));
    expect(header(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated');
    expect(header(mail, 'List-Id')).toMatch(/<digest\.[\w.]+>$/);
    expect(header(mail, 'Reply-To')).toBe('editors@caravan.example');
    expect(mail?.from).toBe('"The Caspian Times (sample)" <news@caravan.example>');
    expect(mail?.tags).toEqual({ kind: 'digest', subscriber: baku.id, digest: String(baku.dueAt) });
    expect(mail?.configurationSet).toBeDefined();
  });

  test('stands in the ledger as delivered, and the reader is due at the next hour of theirs', async () => {
    const row = await tools.row(baku);
    expect(await tools.ledger(baku)).toMatchObject([
      { dueAt: baku.dueAt, status: 'delivered', stories: 2, attempts: 1, messageId: tools.mails(baku)[0]?.id },
    ]);
    expect(row.dueAt).toBeGreaterThan(epochSeconds(new Date()));
    expect(new Date(row.dueAt! * 1000).toISOString()).toMatch(/T03:00:00/); // 07:00 in Baku
    expect(row.lastDigest).toMatchObject({ dueAt: baku.dueAt, stories: 2 });
  });

  test('without anything new is not sent', async () => {
    const { dueAt } = await tools.sendNow(baku);
    expect(tools.mails(baku)).toHaveLength(1);
    expect((await tools.row(baku)).dueAt).toBeGreaterThan(dueAt!);
    expect(await tools.ledger(baku)).toHaveLength(1);
  });

  test('tells what is new since the last, marks what was corrected, and never tells what was taken back', async () => {
    publisher.items = [
      { guid: 'a', title: 'Port opens' },
      { guid: 'b', title: 'Harvest grows' },
      { guid: 'c', title: 'Rail line' },
      { guid: 'd', title: 'Bridge' },
    ];
    await caravan.poll('emn');
    await tools.sendNow(baku);
    expect(told(tools.mails(baku)[1])).toEqual(['Bridge', 'Rail line']);

    publisher.items = [
      { guid: 'a', title: 'Port opens' },
      { guid: 'c', title: 'Rail line, corrected' },
      { guid: 'e', title: 'Harbour fire' },
    ];
    publisher.withdrawn = ['b', 'd'];
    await caravan.poll('emn');
    await tools.sendNow(baku);
    const mail = tools.mails(baku)[2];
    expect(mail?.text).toMatch(/Rail line, corrected/);
    expect(mail?.text).toMatch(/corrected/i);
    expect(mail?.text).not.toMatch(/Bridge|Harvest/);
    expect(mail?.html).not.toMatch(/Bridge|Harvest/);
    expect(mail?.text).toMatch(/Harbour fire/);
  });
});

test('many that were missed are made good by one', async () => {
  const late = await tools.add('late@baku.example', {}, 10 * 86_400);
  await tools.run();
  await tools.run();
  expect(tools.mails(late)).toHaveLength(1);
  expect((await tools.row(late)).dueAt).toBeGreaterThan(epochSeconds(new Date()));
});

test.each([
  ['left', (row: Subscriber) => left(row, 'They left.', new Date())],
  ['was suppressed', (row: Subscriber) => suppressed(row, 'spam', new Date())],
])('who %s while a digest was on its way through the queue gets none', async (_, change) => {
  const gone = await tools.add(`${change.name}-${_.length}@baku.example`);
  const message = { subscriberId: gone.id, dueAt: gone.dueAt!, until: await caravan.log.settledEnd(new Date()) };
  await caravan.subscribers.change(gone.id, change);
  await caravan.digestsQueue.ask([message]);
  await caravan.twin.idle();
  expect(tools.mails(gone)).toEqual([]);
  expect(await tools.ledger(gone)).toEqual([]);
});

test('an article that arrives while digests are made is in exactly one of them', async () => {
  const steady = await tools.add('steady@baku.example');
  const until = await caravan.log.settledEnd(new Date());
  publisher.items = [...publisher.items, { guid: 'late', title: 'Late arrival' }];
  await caravan.poll('emn');
  await caravan.digestsQueue.ask([{ subscriberId: steady.id, dueAt: steady.dueAt!, until }]);
  await caravan.twin.idle();
  await tools.sendNow(steady);
  expect(tools.mails(steady).map(({ text }) => /Late arrival/.test(text ?? ''))).toEqual([false, true]);
});

test('readers of one choice share their issue, and each gets links of their own', async () => {
  const several = await Promise.all(['one', 'two', 'three'].map((name) => tools.add(`${name}@shared.example`)));
  await tools.run();
  const mails = several.map((one) => tools.mails(one)[0]);
  const issues = await Promise.all(several.map(async (one) => (await tools.ledger(one))[0]?.issue));
  expect(new Set(issues).size).toBe(1);
  const links = mails.map((mail) => header(mail, 'List-Unsubscribe'));
  expect(new Set(links).size).toBe(3);
  for (const [index, mail] of mails.entries()) {
    const own = links[index]!.slice(1, -1);
    expect(mail?.text).toContain(own);
    expect(mail?.html).toContain(own.replaceAll('&', '&amp;'));
    expect(mail?.html).not.toMatch(/@shared\.example/);
  }
});

test('a message that is none of ours becomes a dead letter, and the rest of its batch is sent', async () => {
  const fine = await tools.add('fine@baku.example');
  await caravan.digestsQueue.ask([
    { subscriberId: 'nobody' } as never,
    { subscriberId: fine.id, dueAt: fine.dueAt!, until: await caravan.log.settledEnd(new Date()) },
  ]);
  await caravan.twin.idle();
  expect(tools.mails(fine)).toHaveLength(1);
  const letters = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .find(({ id }) => id.startsWith('DigestingDigestsDeadLetters'))!;
  expect(caravan.twin.depth(letters.id)).toMatchObject({ visible: 1 });
});

describe('the page of a digest', () => {
  const linkOf = (mail: Mail | undefined) => /^https?:.*\/digests\?token=.*$/m.exec(mail?.text ?? '')?.[0] ?? '';
  const titlesOn = (page: string) => titles.filter((title) => page.includes(`>${title}<`)).toSorted();
  const read = async (link: string) => {
    const response = await fetch(link);
    return { response, page: await response.text() };
  };

  test('shows what the mail told, to whoever has its link, and to no cache and no search engine', async () => {
    const reader = await tools.add('browser@pages.example');
    await tools.sendNow(reader);
    const [mail] = tools.mails(reader);
    expect(mail?.html).toContain(linkOf(mail));
    const { response, page } = await read(linkOf(mail));
    expect(response.status).toBe(200);
    expect(titlesOn(page)).toEqual(told(mail));
    expect(page).not.toMatch(/browser@|\/preferences|\/unsubscribe/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    });
    const another = await tools.add('another@pages.example');
    await tools.sendNow(another);
    expect(linkOf(tools.mails(another)[0])).toBe(linkOf(mail)); // one page for all who share an issue
  });

  test('shows no story that was withdrawn since, and says that it was', async () => {
    const reader = await tools.add('later@pages.example');
    await tools.sendNow(reader);
    const link = linkOf(tools.mails(reader)[0]);
    expect(titlesOn((await read(link)).page)).toContain('Harbour fire');
    publisher.withdrawn = [...publisher.withdrawn, 'e'];
    publisher.items = publisher.items.filter(({ guid }) => guid !== 'e');
    await caravan.poll('emn');
    const { response, page } = await read(link);
    expect([response.status, titlesOn(page).includes('Harbour fire')]).toEqual([200, false]);
    expect(page).toMatch(/earlier stor(y|ies) ha(s|ve) been withdrawn/);
  });

  test('is refused in words where the link is cut, or old, or leads to what nobody keeps', async () => {
    const key = await caravan.readerKey();
    const link = (date: string) =>
      issueLink({ issue: 'a'.repeat(32), language: 'tr', date, offset: '+03:00' }, { key, publicUrl: caravan.url });
    const today = new Date().toISOString().slice(0, 10);
    for (const [address, status, words] of [
      [link(today).slice(0, -3), 400, 'This link is incomplete'],
      [`${caravan.url}/digests`, 400, 'Something is missing'],
      [link('2026-01-01'), 410, 'This link has expired'],
      [link(today), 410, 'This link has expired'],
    ] as const) {
      const { response, page } = await read(address);
      expect([address, response.status, page.includes(words)]).toEqual([address, status, true]);
    }
  });
});
