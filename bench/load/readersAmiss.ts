import { matchesChoice } from '../../modules/subscribers/preferences.ts';
import type { Digest } from '../../modules/digests/digest.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import type { Heard } from './mails.ts';
import { each } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Due } from './stories.ts';

/** A digest shows so many stories, and says how many more there are. */
const mostShown = 30;

interface Known extends Due {
  readonly seq: number;
}

/**
 * Every reader has had one mail, which tells what was announced in its window and is of the reader's choice, and the
 * window leaves out nothing since the last one.
 * @param due of all bursts so far
 */
export async function readersAmiss(stage: Stage, due: readonly Due[], bursts: number): Promise<string[]> {
  const { readers, subscribers, digests, log, mails } = stage;
  const places = new Map<string, number>();
  for await (const page of log.between(0, await log.settledEnd(new Date())))
    for (const { articleId, seq } of page) places.set(articleId, seq);
  const known = due.flatMap((one) => {
    const seq = places.get(one.articleId);
    return seq === undefined ? [] : [{ ...one, seq }];
  });
  const had = mails.take();
  const amiss: string[] = [];
  await each(readers, async (reader) => {
    const [row, ledger] = await Promise.all([subscribers.get(reader.id), digests.ofSubscriber(reader.id, bursts + 1)]);
    const wrong =
      wrongWith(reader, had.get(reader.address) ?? [], ledger, known, bursts) ??
      (row?.readTo === ledger[0]?.until ? undefined : 'is not marked as told');
    if (wrong !== undefined) amiss.push(`The reader ${reader.id} ${wrong}.`);
  });
  return amiss.length <= 5 ? amiss : [...amiss.slice(0, 5), `${amiss.length - 5} more readers have something amiss.`];
}

function wrongWith(
  { preferences: { choice } }: Subscriber,
  mails: readonly Heard[],
  ledger: readonly Digest[],
  known: readonly Known[],
  bursts: number,
): string | undefined {
  const [mail] = mails;
  const [last, before] = ledger;
  if (mail === undefined || mails.length !== 1) return `had ${mails.length} mails`;
  if (last === undefined || ledger.length !== bursts)
    return `has ${ledger.length} digests in the ledger, not ${bursts}`;
  if (last.status !== 'delivered') return `has a digest in the ledger that is ${last.status}`;
  const between = (since: number, until: number) =>
    known.filter(
      ({ seq, topic }) =>
        seq > since && seq <= until && matchesChoice(choice, { source: { id: '' }, topics: [{ slug: topic }] }),
    );
  const skipped = between(before?.until ?? 0, last.since);
  if (skipped.length > 0 || last.since < (before?.until ?? 0))
    return `was told what follows ${last.since}, and the last digest ended at ${before?.until ?? 0}`;
  const ofWindow = between(last.since, last.until);
  const ids = new Set(ofWindow.map(({ articleId }) => articleId));
  const strange = mail.articles.filter((id) => !ids.has(id));
  if (strange.length > 0) return `was told ${strange.length} stories that are not of the choice or the window`;
  const shown = new Set(mail.articles).size;
  if (shown !== Math.min(mostShown, ofWindow.length) || shown + mail.more !== ofWindow.length)
    return `was told ${shown} stories and of ${mail.more} more, of ${ofWindow.length}`;
  return undefined;
}
