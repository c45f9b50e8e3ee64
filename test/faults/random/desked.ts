import { leaked, lost, repeated } from '../breach.ts';
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
  ...ofPulls(desk),
  ...ofDeskReaders(desk, [
    ...desk.puller.told.map(({ title = '', atMs }) => ({ by: 'who pulls the desk', text: title, atMs })),
    ...pushed.flatMap(({ reader: { name }, told }) =>
      told.map(({ title = '', atMs }) => ({ by: name, text: title, atMs })),
    ),
  ]),
];

/** Each version once. */
function ofPulls({ puller, old, stories, system }: Desk): Breach[] {
  const forgotten = new Set([...stories.keys()].filter((name) => old.has(name)).map((name) => system.articleOf(name)));
  const names = puller.told.filter(({ id }) => !forgotten.has(id)).map(({ id, version }) => `${id} v${version}`);
  return names
    .filter((one, index) => names.indexOf(one) < index)
    .map((one) => repeated(`who pulls the desk: ${one} was pulled again`));
}

/** What stands in the tables and lists of the desk's stories is what they came to, and the log told it once, in order. */
async function ofDeskStories({ caravan }: Stage, desk: Desk, since: number): Promise<Breach[]> {
  const young = [...desk.stories].filter(([name]) => !desk.old.has(name));
  const ids = young.map(([name]) => desk.system.articleOf(name));
  const rows = await caravan.articles.getMany(ids, true);
  const entries = (await Array.fromAsync(caravan.log.between(since, 999_999_999_999)))
    .flat()
    .filter(({ source }) => source.id === desk.system.id);
  const log = (await caravan.announcedVersions.getMany(entries)).map(({ event }) => event);
  return young.flatMap(([name, story]) => {
    const id = desk.system.articleOf(name);
    const row = rows.get(id);
    const told = log
      .filter(({ article }) => article.id === id)
      .toSorted((a, b) => a.article.version - b.article.version);
    return [
      ...ofRow(name, story, row && { ...row, topics: row.topics.map(({ slug }) => slug) }),
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
  const should = `${state} "${story.text.title}" (${story.topic}), and "${story.waiting?.text.title ?? ''}" waits`;
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
  const young = [...desk.stories].filter(([name]) => !desk.old.has(name)).map(([, story]) => story);
  const feeds = [
    { path: `/feeds/sources/${desk.system.id}.json?limit=200`, belongs: isOut },
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
      return young.flatMap((story) => {
        const times = shown.filter((title) => title === story.text.title).length;
        const wanted = belongs(story) ? 1 : 0;
        if (times === wanted) return [];
        return [(wanted === 0 ? leaked : lost)(`${path} shows "${story.text.title}" ${times} times, not ${wanted}`)];
      });
    }),
  );
  return breaches.flat();
}
