import { articleId } from '../../../functions/ingest/seen.ts';
import type { LogEntry } from '../../../functions/shared/aws/articleLog.ts';
import type { Article } from '../../../functions/shared/domain/article.ts';
import { viewFor } from '../../../functions/shared/domain/view.ts';
import { epochSeconds, secondsOf } from '../../../functions/shared/domain/time.ts';
import { urnOf } from '../../../functions/shared/domain/urn.ts';
import { leaked, left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { textOf } from '../../../local/template/json.ts';
import type { Pulled } from '../puller.ts';
import type { Stage } from '../stage.ts';
import type { Story } from './newsroom.ts';
import type { Played } from './play.ts';

/** What every life must keep, whatever went wrong in it: what of it was broken. */
export async function judge(stage: Stage, played: Played): Promise<Breach[]> {
  const stories = (['north', 'south'] as const).flatMap((by) => played.newsrooms[by].stories.map((story) => ({ ...story, by, id: articleId(played.sources[by], story.guid) })));
  const rows = await stage.caravan.articles.getMany(stories.map(({ id }) => id), true);
  const announced = await announcedIn(stage, played);
  return [
    ...played.leaks.map(leaked),
    ...stories.flatMap((story) => ofStory(story, rows.get(story.id), announced)),
    ...(await ofFeeds(stage, played, stories)),
    ...(await Promise.all(played.partners.map((partner) => ofPartner(stage, played, partner, stories, announced)))).flat(),
    ...ofPuller(played, stories, announced),
    ...ofProgram(played, stories, announced),
    ...ofPerson(played),
    ...(await Promise.all(played.readers.map((one) => ofReader(stage, played, one, stories, rows, announced)))).flat(),
    ...ofQueues(stage),
  ];
}

type Told = Story & { readonly by: 'north' | 'south'; readonly id: string };

/** Every announcement of this life: the rows of the log whose edition has their number. */
async function announcedIn({ caravan }: Stage, { since, sources }: Played): Promise<LogEntry[]> {
  const entries = (await Array.fromAsync(caravan.log.between(since, 999_999_999_999))).flat().filter(({ source }) => Object.values(sources).includes(source.id));
  const numbers = new Set((await caravan.editions.getMany(entries)).map(({ seq }) => seq));
  return entries.filter(({ seq }) => numbers.has(seq));
}

/** The tables say what the publisher said last, and the log has each version once. */
function ofStory({ guid, title, withdrawn, id }: Told, row: Article | undefined, announced: readonly LogEntry[]): Breach[] {
  const versions = announced.filter(({ articleId: of }) => of === id).map(({ version }) => version);
  return [
    ...(row === undefined && !withdrawn ? [lost(`${guid} has no row`)] : []),
    ...(row !== undefined && row.status !== (withdrawn ? 'withdrawn' : 'live') ? [(withdrawn ? leaked : lost)(`${guid} is ${row.status}, and was ${withdrawn ? '' : 'not '}withdrawn`)] : []),
    ...(row?.status === 'live' && row.title !== title ? [lost(`${guid} reads "${row.title}" and not "${title}"`)] : []),
    ...(row?.status === 'live' && !versions.includes(row.version) ? [lost(`version ${row.version} of ${guid} was never announced, only ${versions.join()}`)] : []),
    ...(new Set(versions).size < versions.length ? [repeated(`${guid} stands twice in the log: ${versions.join()}`)] : []),
  ];
}

async function ofFeeds({ caravan }: Stage, { sources }: Played, stories: readonly Told[]): Promise<Breach[]> {
  return (await Promise.all((['north', 'south'] as const).map(async (by) => {
    const { items } = (await (await caravan.get(`/feeds/sources/${sources[by]}.json`)).json()) as { items?: { title: string }[] };
    const [shown, due] = [(items ?? []).map(({ title }) => title), stories.filter((story) => story.by === by && !story.withdrawn).map(({ title }) => title)];
    return [
      ...due.filter((title) => !shown.includes(title)).map((title) => lost(`the feed of ${by} lacks "${title}"`)),
      ...shown.filter((title) => !due.includes(title)).map((title) => leaked(`the feed of ${by} shows "${title}"`)),
      ...(new Set(shown).size < shown.length ? [repeated(`the feed of ${by} shows one twice: ${JSON.stringify(shown)}`)] : []),
    ];
  }))).flat();
}

/** An endpoint heard the last version of all that it wants, in order, nothing else, nothing early, and no id more often than faults explain. */
async function ofPartner({ tools }: Stage, { history }: Played, { name, endpoint, heard }: Played['partners'][number], stories: readonly Told[], announced: readonly LogEntry[]): Promise<Breach[]> {
  const wrong: Breach[] = [];
  const wanted = announced.filter((entry) => viewFor(endpoint, entry) !== undefined);
  const ledger = await tools.rowsOf(endpoint);
  const firsts = [...new Map(heard.toReversed().map((one) => [one.id, one])).values()].toReversed();
  if (name !== 'failing') {
    for (const [id, versions] of Map.groupBy(wanted, ({ articleId: of }) => of)) {
      const guid = stories.find((story) => story.id === id)?.guid ?? id;
      const came = firsts.filter(({ data }) => data.id === id).map(({ data }) => data.version);
      const [last, most] = [Math.max(...versions.map(({ version }) => version)), came.at(-1)];
      if (most !== last) wrong.push(lost(`${name} heard version ${most ?? 'none'} of ${guid} last, and not ${last}`));
      if (came.some((version, index) => version < (came[index - 1] ?? 0))) wrong.push(leaked(`${name} heard versions ${came.join()} of ${guid} in this order`));
      for (const { seq, version } of versions) {
        const status = ledger.find((row) => row.seq === seq)?.status;
        if (status !== 'delivered' && status !== 'superseded') wrong.push(lost(`the ledger says ${status ?? 'nothing'} of version ${version} of ${guid} for ${name}`));
        if (status === 'delivered' && !came.includes(version)) wrong.push(lost(`the ledger says that ${name} has version ${version} of ${guid}, which it never heard`));
      }
    }
  }
  for (const { data: { id, version, title }, atMs } of firsts) {
    if (!wanted.some((entry) => entry.articleId === id && entry.version === version)) wrong.push(leaked(`${name} heard version ${version} of ${id}, which it does not want or nobody announced`));
    const early = stories.find(({ id: of, embargoUntilMs = 0 }) => of === id && embargoUntilMs > atMs + 60_000);
    if (early) wrong.push(leaked(`${name} heard ${title} before its embargo ended`));
  }
  const usual = { healthy: 1, slow: 1, flaky: 2 }[name] ?? Infinity;
  const allowed = usual + history.filter((one) => one.do === 'break' || one.do === 'jump' || (one.do === 'cut' && one.server === name)).length;
  for (const [id, times] of Map.groupBy(heard, ({ id }) => id)) if (times.length > allowed) wrong.push(repeated(`${name} heard ${id} ${times.length} times, where faults explain ${allowed}`));
  return wrong;
}

/** Who pulls was told each version once, in the log's order, so that the last of each article came last; and nothing early. */
function ofPuller({ pulled }: Played, stories: readonly Told[], announced: readonly LogEntry[]): Breach[] {
  const nameOf = ({ id, version }: Pick<Pulled, 'id' | 'version'>) => `version ${version} of ${stories.find((story) => story.id === id)?.guid ?? id}`;
  const wanted = announced.map(({ articleId: id, version }) => nameOf({ id, version }));
  const came = pulled.map(nameOf);
  const firsts = [...new Set(came)];
  return [
    ...wanted.filter((name) => !came.includes(name)).map((name) => lost(`${name} was never pulled`)),
    ...firsts.filter((name) => !wanted.includes(name)).map((name) => leaked(`${name} was pulled, which nobody announced`)),
    ...came.filter((name, index) => came.indexOf(name) < index).map((name) => repeated(`${name} was pulled again`)),
    ...(firsts.join() === wanted.filter((name) => came.includes(name)).join() ? [] : [leaked(`what was pulled came in the order ${firsts.join(', ')}`)]),
    ...pulled.filter(({ id, atMs }) => stories.some(({ id: of, embargoUntilMs = 0 }) => of === id && embargoUntilMs > atMs + 60_000)).map((one) => leaked(`${nameOf(one)} was pulled before its embargo ended`)),
  ];
}

/** Who subscribed at the hub was told last of each article what its feed says; nothing early, and no push more often than faults explain. */
function ofProgram({ history, pushed, subscribed }: Played, stories: readonly Told[], announced: readonly LogEntry[]): Breach[] {
  const ofStories = stories.flatMap(({ id, guid, title, withdrawn, embargoUntilMs = 0 }): Breach[] => {
    const pushes = pushed.filter(({ urn }) => urn === urnOf(id));
    if (!announced.some(({ articleId: of }) => of === id)) return pushes.map(() => leaked(`${guid} was pushed, and never announced`));
    const last = pushes.at(-1);
    const said = last === undefined ? 'nothing' : (last.title ?? 'withdrawn');
    return [
      ...(said === (withdrawn ? 'withdrawn' : title) ? [] : [(withdrawn ? leaked : lost)(`the hub said "${said}" of ${guid} last, and not "${withdrawn ? 'withdrawn' : title}"`)]),
      ...pushes.filter(({ atMs }) => embargoUntilMs > atMs + 60_000).map(() => leaked(`${guid} was pushed before its embargo ended`)),
    ];
  });
  const allowed = 1 + history.filter((one) => one.do === 'break' || one.do === 'jump' || (one.do === 'cut' && one.server === 'program')).length;
  const repeats = [...Map.groupBy(pushed, ({ id }) => id)].filter(([, times]) => times.length > allowed);
  return [...ofStories, ...repeats.map(([id, times]) => repeated(`the hub pushed ${id} ${times.length} times, where faults explain ${allowed}`)), ...(subscribed?.status === 'enabled' ? [] : [lost('the subscription has ended')])];
}

/** Who signed up in the end gets digests, and was asked as often as they did, or faults explain. */
function ofPerson({ history, person: { address, confirmed, questions, signUps } }: Played): Breach[] {
  const allowed = signUps + history.filter((one) => one.do === 'break' || one.do === 'lose' || one.do === 'jump').length;
  return [
    ...(confirmed ? [] : [lost(`${address} signed up ${signUps} times, to no end`)]),
    ...(questions > allowed ? [repeated(`${address} was asked ${questions} times, where ${allowed} are explained`)] : []),
  ];
}

/** What the first digest of somebody who signs up tells of is a day old at most; the clocks of hosts are off. */
const firstWindowSeconds = 86_400 - 300;

/** A reader was told each story that is out, once; nothing early; nothing after leaving; and no digest twice. */
async function ofReader({ caravan, digests }: Stage, { history }: Played, { reader, wants: by, leftAtMs }: Played['readers'][number], stories: readonly Told[], rows: ReadonlyMap<string, Article>, announced: readonly LogEntry[]): Promise<Breach[]> {
  const wrong: Breach[] = [];
  const [mails, ledger, row] = [digests.mails(reader), await digests.ledger(reader), await caravan.subscribers.get(reader.id)];
  const name = reader.address;
  const since = row?.consent ? secondsOf(row.consent.at) - firstWindowSeconds : 0;
  const isTold = (id: string) => announced.some(({ articleId: of, loggedAt }) => of === id && loggedAt >= since);
  for (const [digest, same] of Map.groupBy(mails.filter(({ tags }) => tags['digest'] !== undefined), ({ tags }) => tags['digest'])) {
    // ADR 10: twice only where SES's answer was lost, and its event came late as well.
    const explained = history.filter((one) => one.do === 'break' || one.do === 'lose').length > 1 ? 2 : 1;
    if (same.length > explained) wrong.push(repeated(`${name} got the digest ${digest} ${same.length} times`));
  }
  const told = (title: string) => new Set(mails.filter(({ text = '' }) => text.includes(title)).map(({ tags }) => tags['digest'])).size;
  for (const { guid, title, withdrawn, id } of stories.filter((story) => by === undefined || story.by === by)) {
    const times = told(title);
    if (leftAtMs === undefined && !withdrawn && rows.get(id)?.status === 'live' && isTold(id) && times === 0) wrong.push(lost(`${name} was never told "${title}" (${guid})`));
    if (times > 1) wrong.push(repeated(`${name} was told "${title}" in ${times} digests`));
  }
  for (const { titles, embargoUntilMs = 0 } of stories) {
    if (mails.some(({ text = '', at }) => at.getTime() < embargoUntilMs - 60_000 && titles.some((title) => text.includes(title)))) wrong.push(leaked(`${name} was told of "${titles[0]}" before its embargo ended`));
  }
  if (mails.some(({ at }) => leftAtMs !== undefined && at.getTime() > leftAtMs)) wrong.push(leaked(`${name} got mail after leaving`));
  wrong.push(...ledger.filter(({ status }) => status !== 'delivered').map(({ status }) => left(`a digest of ${name} is ${status}`)));
  const status = leftAtMs === undefined ? 'active' : 'left';
  if (row?.status !== status) wrong.push(lost(`${name} is ${row?.status ?? 'unknown'}, and should be ${status}`));
  if (leftAtMs === undefined && (row?.dueAt === undefined || row.dueAt <= epochSeconds(new Date()) - 1_200)) wrong.push(left(`${name} is ${row?.dueAt === undefined ? 'never due again' : 'due and not told'}`));
  return wrong;
}

/** Nothing waits that nobody will take, and there is no dead letter without an alarm. */
function ofQueues({ caravan: { twin } }: Stage): Breach[] {
  const alarms = twin.cloudWatch.look().filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  return twin.stack.ofType('AWS::SQS::Queue').flatMap(({ id, name }) => {
    const { visible, inFlight } = twin.depth(id);
    if (visible + inFlight === 0) return [];
    if (!id.includes('DeadLetters')) return [left(`${visible + inFlight} messages are left in ${id}`)];
    const watching = twin.stack.ofType('AWS::CloudWatch::Alarm').find(({ properties }) => JSON.stringify(properties['Dimensions'] ?? '').includes(`"${name}"`));
    return watching && alarms.includes(textOf(watching.properties['AlarmName'])) ? [] : [left(`${visible} dead letters in ${id}, and no alarm`)];
  });
}
