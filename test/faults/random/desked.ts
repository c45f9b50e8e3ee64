import { leaked, lost, repeated } from '../breach.ts';
import { articlePageOf } from '../articlePages.ts';
import type { Breach } from '../breach.ts';
import { isOut } from '../model/desk.ts';
import type { DeskStory } from '../model/desk.ts';
import type { Stage } from '../stage.ts';
import { slackMs } from '../model/verdict.ts';
import type { Desk } from './desk.ts';
import type { Played } from './played.ts';

/** What stands of the desk's stories, and what everybody was told of them. */
export const ofDesk = async (stage: Stage, { desk, since, pushed }: Played): Promise<Breach[]> => [
  ...(await ofDeskStories(stage, desk, since)),
  ...(await ofDeskFeeds(stage, desk)),
  ...(await ofDeskPages(stage, desk)),
  ...ofPulls(desk),
  ...ofTopicPulls(desk),
  ...(await ofOfferedTopics(stage, desk)),
  ...ofDeskReaders(desk, [
    ...desk.pullers[0].told.map(({ title = '', atMs }) => ({ by: 'who pulls the desk', text: title, atMs })),
    ...pushed.flatMap(({ reader: { name }, told }) =>
      told.map(({ title = '', atMs }) => ({ by: name, text: title, atMs })),
    ),
  ]),
];

/** Each version once. */
function ofPulls(desk: Desk): Breach[] {
  const [{ told }] = desk.pullers;
  const forgotten = new Set([...desk.old].map((name) => desk.articleOf(name)));
  const names = told.filter(({ id }) => !forgotten.has(id)).map(({ id, version }) => `${id} v${version}`);
  return names
    .filter((one, index) => names.indexOf(one) < index)
    .map((one) => repeated(`who pulls the desk: ${one} was pulled again`));
}

/** Who follows a topic has in the end what is out and stands there, and was told of the end of all else. */
const ofTopicPulls = (desk: Desk): Breach[] =>
  youngOf(desk).flatMap(([name, story]) => {
    const last = desk.pullers[1].told.findLast(({ id }) => id === desk.articleOf(name));
    const is = last === undefined || last.type === 'article.withdrawn' ? undefined : last.title;
    const should = isOut(story) && story.topic === desk.topics.own ? story.text.title : undefined;
    if (is === should) return [];
    return [
      (should === undefined ? leaked : lost)(
        `who pulls the desk's topic has "${is ?? 'nothing'}" of ${name}, and should have "${should ?? 'nothing'}"`,
      ),
    ];
  });

/** Topics of what is out are offered; one that an operator has hidden, or put another in the place of, is not. */
async function ofOfferedTopics({ caravan }: Stage, desk: Desk): Promise<Breach[]> {
  const { entries } = await caravan.directory.some('topic', 1_000);
  const found = await Promise.all(
    desk.gone.map((slug) => caravan.directory.find('topic', slug.replaceAll('-', ' '), 10)),
  );
  const offered = new Set([...entries, ...found.flat()].map(({ slug }) => slug));
  const wanted = new Set(youngOf(desk).flatMap(([, story]) => (isOut(story) && story.topic ? [story.topic] : [])));
  return [
    ...desk.gone.filter((slug) => offered.has(slug)).map((slug) => leaked(`the topic ${slug} is gone, and offered`)),
    ...[...wanted].filter((slug) => !offered.has(slug)).map((slug) => lost(`the topic ${slug} is offered to nobody`)),
  ];
}

const youngOf = ({ stories, old }: Desk) => [...stories].filter(([name]) => !old.has(name));

/** What stands in the tables and lists of the desk's stories is what they came to, and the log told it once, in order. */
async function ofDeskStories({ caravan }: Stage, desk: Desk, since: number): Promise<Breach[]> {
  const young = youngOf(desk);
  const ids = young.map(([name]) => desk.articleOf(name));
  const rows = await caravan.articles.getMany(ids, true);
  const entries = (await Array.fromAsync(caravan.log.between(since, 999_999_999_999)))
    .flat()
    .filter(({ source }) => desk.sources.includes(source.id));
  const log = (await caravan.announcedVersions.getMany(entries)).map(({ event }) => event);
  return young.flatMap(([name, story]) => {
    const id = desk.articleOf(name);
    const row = rows.get(id);
    const told = log
      .filter(({ article }) => article.id === id)
      .toSorted((a, b) => a.article.version - b.article.version);
    return [
      ...ofRow(name, story, row && { ...row, topics: slugsOf(row).filter((slug) => slug.startsWith('desk-')) }),
      ...ofLog(
        name,
        story,
        told.map(({ type, article: { title } }) =>
          type === 'article.withdrawn' ? 'withdrawn' : `${type.replace('article.', '')} ${title}`.trim(),
        ),
      ),
    ];
  });
}

const slugsOf = ({ topics }: { readonly topics: readonly { readonly slug: string }[] }) =>
  topics.map(({ slug }) => slug);

function ofRow(
  name: string,
  story: DeskStory,
  row:
    { status: string; title: string; topics: string[]; correctionOnHold?: { title: string } | undefined } | undefined,
): Breach[] {
  if (row === undefined) return [lost(`${name} has no row`)];
  const notOut = story.withdrawnBy === undefined ? 'embargoed' : 'withdrawn';
  const state = isOut(story) ? 'live' : notOut;
  const is = `${row.status} "${row.title}" (${row.topics.join()}), and "${row.correctionOnHold?.title ?? ''}" waits`;
  const should = `${state} "${story.text.title}" (${story.topic ?? ''}), and "${story.waiting?.text.title ?? ''}" waits`;
  if (is === should) return [];
  return [(row.status === 'live' && state !== 'live' ? leaked : lost)(`${name} is ${is}; it should be ${should}`)];
}

/**
 * Words that were taken back are in no row any more. A change of topics that met a request may be told with it, or
 * after it: the same words twice count once.
 */
function inOneWord(told: readonly string[]): string[] {
  const end = told.lastIndexOf('withdrawn');
  const known = told.map((one, index) => (index < end ? (one.split(' ')[0] ?? '') : one));
  const wordsOf = (one: string | undefined) => one?.split(' ').slice(1).join(' ');
  return known.filter((one, index) => !(one.startsWith('updated') && wordsOf(known[index - 1]) === wordsOf(one)));
}

function ofLog(name: string, story: DeskStory, told: readonly string[]): Breach[] {
  const [is, should] = [inOneWord(told), inOneWord(story.told)].map((words) => words.join(', '));
  return is === should ? [] : [repeated(`of ${name} all were told "${is}", and should have been told "${should}"`)];
}

/** What each reader heard of the desk was out by then; and each version came once. */
function ofDeskReaders(
  desk: Desk,
  heard: readonly { readonly by: string; readonly text: string; readonly atMs: number }[],
): Breach[] {
  const titles = [...desk.texts];
  return heard.flatMap(({ by, text, atMs }) =>
    titles
      .filter((title) => text.includes(title) && !((desk.outSince.get(title) ?? Infinity) <= atMs + slackMs))
      .map((title) => leaked(`${by} has "${title}", which no editor let out by then`)),
  );
}

/** The feeds of the desk and of its topics show what is out and belongs there, each once. */
async function ofDeskFeeds({ caravan }: Stage, desk: Desk): Promise<Breach[]> {
  const young = youngOf(desk);
  const feeds = [
    ...[desk.system, desk.feed].map((giver) => ({
      path: `/feeds/sources/${giver.id}.json?limit=200`,
      belongs: (story: DeskStory, name: string) => isOut(story) && desk.articleOf(name) === giver.articleOf(name),
    })),
    ...Object.values(desk.topics).map((topic) => ({
      path: `/feeds/topics/${topic}.json?limit=200`,
      belongs: (story: DeskStory) => isOut(story) && story.topic === topic,
    })),
  ];
  const breaches = await Promise.all(
    feeds.map(async ({ path, belongs }) => {
      const response = await caravan.get(path);
      const { items = [] } = response.ok ? ((await response.json()) as { items: { title: string }[] }) : {};
      const shown = items.map(({ title }) => title);
      return young.flatMap(([name, story]) => {
        const times = shown.filter((title) => title === story.text.title).length;
        const wanted = belongs(story, name) ? 1 : 0;
        if (times === wanted) return [];
        return [(wanted === 0 ? leaked : lost)(`${path} shows "${story.text.title}" ${times} times, not ${wanted}`)];
      });
    }),
  );
  return breaches.flat();
}

/** The page of an article of the desk shows what is out, and nothing else. */
async function ofDeskPages({ caravan }: Stage, desk: Desk): Promise<Breach[]> {
  const breaches = await Promise.all(
    youngOf(desk).map(async ([name, story]) => {
      const { status, text, headline } = await articlePageOf(caravan, desk.articleOf(name));
      const is = status === 200 ? headline : undefined;
      const should = isOut(story) ? story.text.title : undefined;
      if (is !== should)
        return [
          (should === undefined ? leaked : lost)(`the page of ${name} shows "${is}", and should show "${should}"`),
        ];
      const other = [...desk.texts].find(
        (title) => title !== should && title.includes(`${name} `) && text.includes(title),
      );
      return other === undefined ? [] : [leaked(`the page of ${name} says "${other}"`)];
    }),
  );
  return breaches.flat();
}
