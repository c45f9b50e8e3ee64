import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import { urnOf } from '../../../platform/values/schema.ts';
import type { TestCaravan } from '../../helpers/caravan.ts';
import type { Heard } from '../../helpers/receiver.ts';
import { again } from '../again.ts';
import { articlePageOf } from '../articlePages.ts';
import type { ArticlePage } from '../articlePages.ts';
import { Person } from '../person.ts';
import type { Puller } from '../puller.ts';
import { partnersContact } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { Subscribed, Told } from '../subscribed.ts';

/**
 * What stands at the end of a life, freed of what differs from run to run. Lists are sorted: the order of arrival is
 * judged elsewhere.
 */
export interface End {
  /** Version and status of each article's row. */
  readonly rows: readonly string[];
  readonly feed: readonly string[];
  /** What each word finds. */
  readonly found: readonly string[];
  /** What each endpoint heard, each once; and how often an id came more than once. */
  readonly heard: Readonly<Record<string, readonly string[]>>;
  readonly repeats: Readonly<Record<string, number>>;
  /** How often one id came again, at most. */
  readonly mostRepeats: Readonly<Record<string, number>>;
  /** Deliveries in the ledger by their status. */
  readonly ledger: Readonly<Record<string, readonly string[]>>;
  /** What the pull API told of each article, in this order. */
  readonly pulled: readonly string[];
  /** What the hub pushed of each article, in this order. */
  readonly pushed: readonly string[];
  /** Each reader's status. */
  readonly readers: readonly string[];
  /** How often, at most, somebody was asked whether they want digests beyond each time that they signed up. */
  readonly mostAsked: number;
  /** Each reader's digests, by what they tell. */
  readonly mails: Readonly<Record<string, readonly string[]>>;
  /** How each article's page answers, with its headline. */
  readonly pages: readonly string[];
  /** The mails that a partner's contact had of these endpoints, each once. */
  readonly contacted: readonly string[];
  /** The comments that readers see under each article. */
  readonly comments: readonly string[];
  /** What nobody will take any more: messages in queues, dead letters, digests that were claimed and not sent. */
  readonly left: readonly string[];
}

interface Roles {
  /** Articles, by what their publishers call them. */
  readonly ids: Readonly<Record<string, string>>;
  readonly north: string;
  readonly endpoints: readonly Endpoint[];
  readonly subscribed: Endpoint;
  readonly subscription: Subscribed;
  /** Of all, and of a topic. */
  readonly pullers: readonly Puller[];
  /** Those who signed up among them. */
  readonly readers: readonly (Pick<Subscriber, 'id' | 'address'> | Person)[];
}

/** Looks at all that a life was about. @param before how much each receiver had heard when it began */
export async function endOf(stage: Stage, roles: Roles, before: Readonly<Record<string, number>>): Promise<End> {
  const { caravan, receivers } = stage;
  const { ids, north, subscription, pullers, readers } = roles;
  const rows = await caravan.articles.getMany(Object.values(ids), true);
  const feed = await titlesAt(caravan, `/feeds/sources/${north}.json`);
  const heard = receivers.map(({ name, heard: all }) => ({ name, all: all.slice(before[name]) }));
  const pushes = subscription.told;
  const pages = await pagesOf(caravan, ids);
  const sent: readonly Sent[] = [...heard, { name: 'program', all: pushes }];
  return {
    rows: Object.values(ids).map((id) => `${rows.get(id)?.version} ${rows.get(id)?.status}`),
    feed: feed.toSorted(),
    found: await foundOf(caravan, ids),
    heard: Object.fromEntries(heard.map(({ name, all }) => [name, heardBy(name, all, ids)])),
    repeats: Object.fromEntries(
      sent.map(({ name, all }) => [name, all.length - new Set(all.map(({ id }) => id)).size]),
    ),
    mostRepeats: Object.fromEntries(
      sent.map(({ name, all }) => [
        name,
        Math.max(0, ...[...Map.groupBy(all, ({ id }) => id).values()].map((same) => same.length - 1)),
      ]),
    ),
    ledger: await statusesOf(stage, roles),
    pushed: Object.entries(ids).map(
      ([guid, of]) => `${guid}: ${pushedOf(pushes.filter(({ urn }) => urn === urnOf(of))).join(', ')}`,
    ),
    pulled: (
      await Promise.all(
        pullers.map((puller, index) => pulledBy(puller, ids, caravan, index === 0 ? '' : 'of the topic, ')),
      )
    ).flat(),
    readers: (await Promise.all(readers.map(({ id }) => caravan.subscribers.get(id)))).map(
      (row, index) => `${index} ${row?.status}`,
    ),
    mostAsked: Math.max(
      ...readers
        .filter((reader) => reader instanceof Person)
        .map(({ questions, signUps }) => questions.length - signUps),
    ),
    mails: Object.fromEntries(readers.map((reader, index) => [String(index), mailsTo(reader, stage)])),
    pages: pages.map(({ guid, status, headline }) => `${guid}: ${status}${status === 200 ? ` ${headline}` : ''}`),
    contacted: contactedOf(stage, roles),
    comments: commentsOn(pages),
    left: await leftOf(stage, roles),
  };
}

/** What was sent to somebody, by its ids. */
interface Sent {
  readonly name: string;
  readonly all: readonly { readonly id: string }[];
}

/** Each once. Who is gone hears of the first alone, whichever that is, and of what was under way with it. */
function heardBy(name: string, all: readonly Heard[], ids: Roles['ids']): string[] {
  if (name === 'gone') return [all.length > 0 ? 'something' : 'nothing'];
  const guidOf = (article: string) => Object.entries(ids).find(([, id]) => id === article)?.[0] ?? article;
  const words = all.map(({ type, data }) =>
    type.startsWith('endpoint.') ? type : `${type} ${data.title || guidOf(data.id)} v${data.version}`,
  );
  return [...new Set(words)].toSorted();
}

/** Statuses in the ledger, by who was to have the deliveries. */
async function statusesOf(
  { receivers, tools }: Stage,
  { endpoints, subscribed }: Roles,
): Promise<Record<string, string[]>> {
  const statuses = async (endpoint: Endpoint, index: number): Promise<[string, string[]]> => {
    const name = receivers[index]?.name ?? 'program';
    const all = (await tools.rowsOf(endpoint)).map(({ status }) => status).toSorted();
    return [name, name === 'gone' ? [...new Set(all)] : all];
  };
  return Object.fromEntries(await Promise.all([...endpoints, subscribed].map(statuses)));
}

/** The stories that each of a reader's digests tells of. */
const mailsTo = (reader: Roles['readers'][number], { digests }: Stage): string[] =>
  digests
    .mails(reader)
    .filter(({ tags }) => tags['digest'] !== undefined)
    .map(({ text = '' }) =>
      ['A, corrected', 'B', 'E', 'U', 'T'].filter((title) => text.includes(`About ${title}`)).join(' · '),
    );

const contactedOf = ({ caravan: { twin } }: Stage, { endpoints }: Roles): string[] =>
  [
    ...new Set(
      twin.mailbox
        .to(partnersContact)
        .filter(({ text = '' }) => endpoints.some(({ id }) => text.includes(id)))
        .map(({ subject }) => subject.replace(/^.*: /, '')),
    ),
  ].toSorted();

type Page = ArticlePage & { readonly guid: string };

/** Each article's page. */
export const pagesOf = (caravan: TestCaravan, ids: Roles['ids']): Promise<Page[]> =>
  Promise.all(Object.entries(ids).map(async ([guid, id]) => ({ guid, ...(await articlePageOf(caravan, id)) })));

/** The comments on each article's page, each as often as it stands there. */
export const commentsOn = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ guid, text }) =>
    [...text.matchAll(/<li id="comment-[^]*?<p dir="auto">([^<]*)/g)].map(([, said]) => `${guid}: ${said}`),
  );

async function leftOf(stage: Stage, { subscription, readers }: Roles): Promise<string[]> {
  const ledgers = await Promise.all(readers.map((reader) => stage.digests.ledger(reader)));
  return [
    ...stage.leftInQueues(),
    ...((await subscription.endpoint) === undefined ? [] : ['a subscription that was ended']),
    ...ledgers
      .flat()
      .filter(({ status }) => status !== 'delivered')
      .map(({ status }) => `a digest that is ${status}`),
  ];
}

/** What pushes said of one article, each once. */
const pushedOf = (pushes: readonly Told[]): string[] => [
  ...new Map(pushes.map(({ id, title = 'withdrawn', version }) => [id, `${title} v${version}`])).values(),
];

/** What a partner's site has pulled in the end, and whether that is the order of the log. */
async function pulledBy(
  puller: Puller,
  ids: Roles['ids'],
  { announcedVersions }: TestCaravan,
  which: string,
): Promise<string[]> {
  await again(() => puller.pull());
  const seqOf = new Map(
    (await announcedVersions.getMany(puller.told.map(({ id, version }) => ({ articleId: id, version })))).map(
      ({ event, seq }) => [event.id, seq],
    ),
  );
  const seqs = puller.told.map(({ id, version }) => seqOf.get(`${id}-${version}`) ?? 0);
  return [
    ...Object.entries(ids).map(
      ([guid, of]) =>
        `${which}${guid}: ${puller.told
          .filter(({ id }) => id === of)
          .map(({ type, version }) => `${type} v${version}`)
          .join(', ')}`,
    ),
    ...(seqs.some((seq, index) => seq < (seqs[index - 1] ?? 0)) ? [`not in the log's order: ${seqs.join()}`] : []),
  ];
}

/** A word of a title that was corrected, a topic that an article has left, and a topic of all. */
const searchedFor = ['corrected', 'economy', 'testing'];

/** What searches find of a life: its articles are the newest, and a search knows nothing of lives. */
async function foundOf(caravan: TestCaravan, ids: Roles['ids']): Promise<string[]> {
  const own = new Set(Object.values(ids).map(urnOf));
  const found = searchedFor.map(async (word) => {
    const titles = await titlesAt(caravan, `/feeds/search.json?q=${word}`, (id) => own.has(id));
    return `${word}: ${titles.toSorted().join(' · ')}`;
  });
  return Promise.all(found);
}

/** A feed program asks again later where it got no answer. */
async function titlesAt(
  caravan: TestCaravan,
  path: string,
  counts: (id: string) => boolean = () => true,
  tries = 3,
): Promise<string[]> {
  const response = await caravan.get(path);
  if (response.status !== 200 && tries > 1) return titlesAt(caravan, path, counts, tries - 1);
  const { items } = (await response.json()) as { items?: { id: string; title: string }[] };
  return items?.filter(({ id }) => counts(id)).map(({ title }) => title) ?? [`answered ${response.status}`];
}
