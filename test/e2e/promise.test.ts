import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../functions/ingest/seen.ts';
import { twinOperator } from '../../functions/shared/aws/operatorClients.ts';
import { changeArticle } from '../../functions/shared/aws/changeArticle.ts';
import { articleEventSchema } from '../../functions/shared/domain/event.ts';
import { released, restored, withdrawn } from '../../functions/shared/domain/life.ts';
import { functionId, startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

/** The law of docs/promise.md, through the whole twin. */
let caravan: TestCaravan;
let publisher: TestPublisher;
let tools: DeliveryTools;
let partner: PartnerClient;
const stops: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  [caravan, publisher] = await Promise.all([startCaravan(), startPublisher()]);
  [tools, partner] = await Promise.all([deliveryTools(caravan), aPartner(caravan, 'herald')]);
});
afterAll(async () => { await Promise.all([caravan.stop(), publisher.stop(), ...stops.map((one) => one.stop())]); });

const kept = <T extends { stop(): Promise<void> }>(started: T): T => {
  stops.push(started);
  return started;
};
let runs = 0;
const nextSource = () => `wire-${(runs += 1)}`;
const item = (title: string, topic: string, extra = '') => ({ guid: 'one', title, extra: `<category>${topic}</category>${extra}` });
const told = ({ heard }: Pick<Receiver, 'heard'>) => heard.map(({ type, data }) => `${type.slice(8)} v${data.version}`);
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const embargo = (text: string) => `<prism:embargoDate>${text}</prism:embargoDate>`;

async function list(source: string, ...items: TestPublisher['items']): Promise<void> {
  publisher.items = items;
  publisher.withdrawn = [];
  await (await caravan.sources.get(source) ? caravan.poll(source) : caravan.add(source, publisher.url));
}
async function tombstone(source: string): Promise<void> {
  publisher.withdrawn = publisher.items.map(({ guid }) => guid);
  publisher.items = [];
  await caravan.poll(source);
}
async function change(source: string, decide: Parameters<typeof changeArticle>[2]): Promise<void> {
  await changeArticle(caravan.articles, articleId(source, 'one'), decide);
  await caravan.twin.idle();
}
const statusOf = async (source: string) => (await caravan.articles.get(articleId(source, 'one')))?.status;

describe('an embargo', () => {
  test.each([['that can be read', tomorrow()], ['that cannot', 'tomorrow, 9am']])('%s holds through tombstone and return, withdrawal and restoration, and ends when the operator ends it', async (_, until) => {
    const source = nextSource();
    const before = caravan.events.length;
    await list(source, item('Held', 'Economy', embargo(until)));
    await tombstone(source);
    await list(source, item('Held', 'Economy', embargo(until)));
    expect(await statusOf(source)).toBe('embargoed');
    await change(source, (article) => withdrawn(article, 'operator', 'a mistake', new Date()));
    await change(source, (article) => restored(article, new Date()));
    await list(source, item('Held, corrected', 'Economy', embargo(until)));
    expect([await statusOf(source), caravan.events.length]).toEqual(['embargoed', before]);
    await change(source, (article) => released(article, new Date()));
    await list(source, item('Held, corrected once more', 'Economy', embargo(until)));
    expect(await statusOf(source)).toBe('live');
    await list(source, item('Held again', 'Economy', embargo(new Date(Date.now() + 3 * 86_400_000).toISOString())));
    expect(await statusOf(source)).toBe('embargoed');
    expect(caravan.events.slice(before).map(({ type, article: { title } }) => [type, title])).toEqual([
      ['article.published', 'Held, corrected'], ['article.updated', 'Held, corrected once more'], ['article.withdrawn', 'Held, corrected once more'],
    ]);
  });

  test('that cannot be read is said to the operator, who releases the story by the command that is named', async () => {
    const source = nextSource();
    await list(source, item('Budget', 'Economy', embargo('after the speech')));
    expect((await caravan.sources.get(source))!.notes.join()).toContain('holds 1 items whose embargo cannot be read ("after the speech")');
    const id = articleId(source, 'one');
    const status = await caravanOn(caravan.dataDir, ['status']);
    expect([status.code, status.out]).toEqual([1, expect.stringContaining(`caravan articles release ${id}`)]);
    expect((await caravanOn(caravan.dataDir, ['articles', 'show', id])).out).toContain('cannot be read: "after the speech"');
    expect((await caravanOn(caravan.dataDir, ['articles', 'release', id])).out).toContain('"Budget" is live now');
    expect((await caravanOn(caravan.dataDir, ['status'])).out).not.toContain(id);
    await caravan.twin.idle();
    expect((await caravanOn(caravan.dataDir, ['articles', 'release', id])).err).toContain('no embargo holds it');
  });
});

describe('who was told is told of the end', () => {
  test('by webhook, pull API, hub, queue and feed, when a story leaves their topic and is then withdrawn for libel', async () => {
    const source = nextSource();
    await list(source);
    const [economy, politics, all] = [kept(await startReceiver()), kept(await startReceiver()), kept(await startReceiver())];
    await Promise.all([tools.connect(economy, { filter: { sources: [source], topics: ['economy'] } }), tools.connect(politics, { filter: { sources: [source], topics: ['politics'] } }), tools.connect(all, { filter: { sources: [source] } })]);
    const queue = await subscribedQueue(`queue-${source}`, { source: [source] });
    await list(source, item('Minister accused', 'Economy'));
    const program = await subscribedProgram(`${caravan.twin.url}/feeds/topics/economy.json`);
    await list(source, item('Minister cleared (corrected)', 'Politics'));
    expect(await (await caravan.get('/feeds/topics/economy.rss')).text()).toMatch(/deleted-entry/);
    await tombstone(source);

    expect(told(all)).toEqual(['published v1', 'updated v2', 'withdrawn v3']);
    expect(told(economy)).toEqual(['published v1', 'withdrawn v2', 'withdrawn v3']);
    expect(economy.heard[1]!.data).toMatchObject({ title: '', summary: '', reason: 'Its topics have changed, and you do not ask for them any more.' });
    expect(JSON.stringify(economy.heard.slice(1))).not.toContain('cleared');
    expect(told(politics)).toEqual(['published v2', 'withdrawn v3']);
    const pulled = await partner.call<{ articles: { type: string; data: { version: number } }[] }>('GET', `/v1/articles?source=${source}&topic=economy`);
    expect(pulled.body.articles.map(({ type, data }) => `${type} ${data.version}`)).toEqual(['article.published 1', 'article.withdrawn 2', 'article.withdrawn 3']);
    // The engine here knows no arrays in filter policies, as SNS does, of which one element must match: each message has the topic in its attribute.
    expect((await messagesOf(queue)).map(({ attributes }) => [attributes['type'], attributes['topics'], attributes['topicsBefore']])).toEqual([
      ['article.published', '["testing","economy"]', undefined],
      ['["article.updated","article.published","article.withdrawn"]', '["testing","politics","economy"]', '["testing","economy"]'],
      ['article.withdrawn', '["testing","politics","economy"]', undefined],
    ]);
    expect(program.pushed.map(({ body }) => JSON.parse(body).items[0]._caravan.withdrawn)).toEqual([true, true]);
  });

  test('when its own filter is narrowed, of what it was sent and does not ask for any more, once; and of libel afterwards', async () => {
    const source = nextSource();
    await list(source);
    const receiver = kept(await startReceiver());
    const { id } = await tools.connect(receiver, { partnerId: partner.partnerId, filter: { sources: [source] } });
    await list(source, item('Rates rise', 'Economy'), { guid: 'two', title: 'Cup final', extra: '<category>Sport</category>' });
    expect((await partner.call('PATCH', `/v1/webhooks/${id}`, { body: { filter: { sources: [source], topics: ['sport'] } } })).status).toBe(200);
    await caravan.twin.idle();
    expect(receiver.heard.slice(2).map(({ type, data }) => [type, data.id])).toEqual([['article.withdrawn', articleId(source, 'one')]]);
    expect(new Set(receiver.heard.map((one) => one.id)).size).toBe(3);
    expect((await caravan.endpoints.get(partner.partnerId, id))!.narrowedAt).toBeUndefined();
    expect((await partner.call<{ deliveries: { id: string }[] }>('GET', `/v1/webhooks/${id}/deliveries`)).body.deliveries.map((one) => one.id)).toContain(`${articleId(source, 'one')}-1-end`);

    await list(source, item('Rates rise, corrected', 'Economy'), ...publisher.items.slice(1));
    expect(receiver.heard).toHaveLength(3);
    await change(source, (article) => withdrawn(article, 'operator', 'libel', new Date()));
    expect(receiver.heard.slice(3).map(({ type, data }) => [type, data.id, data])).toEqual([['article.withdrawn', articleId(source, 'one'), expect.objectContaining({ reason: 'libel', title: '' })]]);
  });

  test('when it was disabled meanwhile; and who never had the story is told nothing of its end', async () => {
    const source = nextSource();
    await list(source);
    const [had, never, later] = [kept(await startReceiver()), kept(await startReceiver()), kept(await startReceiver())];
    const [ofHad, ofNever] = [await tools.connect(had, { partnerId: partner.partnerId, filter: { sources: [source] } }), await tools.connect(never, { partnerId: partner.partnerId, filter: { sources: [source] } })];
    const turn = (id: string, status: string) => partner.call('PATCH', `/v1/webhooks/${id}`, { body: { status } });
    await turn(ofNever.id, 'disabled');
    await list(source, item('Rates rise', 'Economy'));
    await turn(ofNever.id, 'enabled');
    await turn(ofHad.id, 'disabled');
    await tools.connect(later, { filter: { sources: [source] }, createdAt: new Date().toISOString() as never });
    await tombstone(source);
    expect([told(had), told(never), told(later)]).toEqual([['published v1'], [], []]);
    await turn(ofHad.id, 'enabled');
    await caravan.twin.idle();
    expect([told(had), told(never), told(later)]).toEqual([['published v1', 'withdrawn v2'], [], []]);
    expect((await tools.rowsOf(ofNever)).map(({ status }) => status)).toEqual(['superseded']);
  });
});

test('how an old address answers late says nothing of the new one, where the attempt is made again', async () => {
  const source = nextSource();
  await list(source);
  const [old, moved] = [kept(await startReceiver()), kept(await startReceiver())];
  const { id } = await tools.connect(old, { partnerId: partner.partnerId, filter: { sources: [source] } });
  moved.secrets = old.secrets;
  old.answer = (response) => {
    void partner.call('PATCH', `/v1/webhooks/${id}`, { body: { url: moved.url } }).then(() => response.writeHead(410).end());
  };
  await list(source, item('Rates rise', 'Economy'));
  await moved.hears(1);
  await caravan.twin.idle();
  expect(await caravan.endpoints.get(partner.partnerId, id)).toMatchObject({ status: 'enabled', url: moved.url });
  expect([told(old), told(moved)]).toEqual([['published v1'], ['published v1']]);
});

test('a digest counts an announcement as everybody does: what a publish that died left is told once', async () => {
  const digests = digestTools(caravan);
  const source = nextSource();
  await list(source);
  const since = await caravan.log.settledEnd(new Date());
  const reader = await digests.add('once@baku.example', { readTo: since, preferences: { choice: { topics: [], sources: [source] }, cadence: { frequency: 'daily', hour: 7, zone: 'UTC' }, language: 'en' } });
  const publish = functionId(caravan.twin, 'PublishingPublish');
  caravan.twin.faults.add({ function: publish, service: 'sns', kind: 'kill-before', times: 2 });
  await list(source, item('Port opens', 'Economy'));
  caravan.twin.faults.clear();
  const { entries } = await caravan.log.readUnsettled(since, 100);
  expect(entries.length).toBeGreaterThan(1); // the publish that died left its line
  await digests.sendNow(reader);
  // A line of the same announcement that comes after the window of the first digest.
  await caravan.log.enter([{ event: caravan.events.at(-1)! }], new Date());
  await digests.sendNow(reader);
  expect(digests.mails(reader).filter(({ text = '' }) => text.includes('Port opens'))).toHaveLength(1);
});

describe('old is not new', () => {
  const dated = (days: number) => `<pubDate>${new Date(Date.now() - days * 86_400_000).toUTCString()}</pubDate>`;

  test('the backlog of a new source, and what was published long ago, is announced as what it is, and declined by who declines it', async () => {
    const source = nextSource();
    const [takes, declines] = [kept(await startReceiver()), kept(await startReceiver())];
    await Promise.all([tools.connect(takes, { filter: { sources: [source] } }), tools.connect(declines, { filter: { sources: [source], backlog: false } })]);
    publisher.withdrawn = [];
    publisher.items = [{ guid: 'old', title: 'Gadgets of CES 2017', extra: dated(3_000) }, { guid: 'undated', title: 'Undated' }, { guid: 'held', title: 'Held', extra: embargo(tomorrow()) }];
    expect((await caravanOn(caravan.dataDir, ['sources', 'add', publisher.url, '--name', source])).code).toBe(0);
    await caravan.twin.idle();
    await caravan.poll(source);
    await list(source, ...publisher.items, { guid: 'new', title: 'New', extra: dated(0) }, { guid: 'late', title: 'Late', extra: dated(3) });
    await changeArticle(caravan.articles, articleId(source, 'held'), (article) => released(article, new Date()));
    await caravan.twin.idle();
    const flags = Object.fromEntries(takes.heard.map(({ data }) => [data.title, (data as { backlog?: boolean }).backlog]));
    expect(flags).toEqual({ 'Gadgets of CES 2017': true, Undated: true, New: undefined, Late: true, Held: undefined });
    expect(declines.heard.map(({ data }) => data.title).toSorted()).toEqual(['Held', 'New']);
    const page = await partner.call<{ articles: { data: { title: string } }[] }>('GET', `/v1/articles?source=${source}&backlog=false`);
    expect(page.body.articles.map(({ data }) => data.title).toSorted()).toEqual(['Held', 'New']);
    const reader = await digestTools(caravan).add('old@baku.example', { preferences: { choice: { topics: [], sources: [source] }, cadence: { frequency: 'daily', hour: 7, zone: 'UTC' }, language: 'en' } });
    await digestTools(caravan).sendNow(reader);
    const [mail] = digestTools(caravan).mails(reader);
    expect(['Gadgets of CES 2017', 'About Late', 'Undated', 'About New', 'About Held'].map((title) => mail!.text!.includes(title))).toEqual([false, false, true, true, true]);
  });
});

async function subscribedQueue(name: string, filter: Record<string, string[]>): Promise<string> {
  const { QueueUrl = '' } = await caravan.sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await caravan.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const sns = new SNSClient(twinOperator(caravan.twin.endpoint));
  await sns.send(new SubscribeCommand({ TopicArn: caravan.twin.outputs['ArticleTopicArn'], Protocol: 'sqs', Endpoint: Attributes?.QueueArn, Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify(filter) } }));
  sns.destroy();
  return QueueUrl;
}

/** What a queue holds, by the versions that it tells of, with the attributes that filter policies ask of. */
async function messagesOf(QueueUrl: string): Promise<{ version: number; attributes: Record<string, string | undefined> }[]> {
  const { Messages = [] } = await caravan.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] }));
  return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
    version: articleEventSchema.parse(JSON.parse(Body)).article.version,
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
  })).toSorted((one, other) => one.version - other.version);
}

async function subscribedProgram(topic: string): Promise<FeedProgram> {
  const program = kept(await startFeedProgram());
  await hubTools(caravan).subscribe(program.callback, topic);
  return program;
}
