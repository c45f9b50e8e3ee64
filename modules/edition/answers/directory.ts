import { entityTag } from '../../../platform/http/headers.ts';
import type { DirectoryTable, Kind } from '../../articles/directoryTable.ts';
import { renderDirectory } from '../pages/directory.ts';
import type { Listed } from '../pages/directory.ts';
import type { EditionServices } from '../services.ts';
import type { EditionRequest } from '../site.ts';
import { answerPage } from './document.ts';
import type { Answer } from './document.ts';

/** Names on a page. */
const mostShown = 100;
const longestFind = 100;

/** Answers with the index of topics or of sources: all where they are few, else the most used and a field that finds. */
export async function answerDirectory(request: EditionRequest, kind: Kind, services: EditionServices): Promise<Answer> {
  const find = (request.query['find'] ?? '').trim().slice(0, longestFind);
  const listed = await namesOf(kind, find, services.directory);
  return answerPage(request, services, [entityTag([kind, JSON.stringify(listed)])], (frame) =>
    renderDirectory(frame, kind, find, listed),
  );
}

async function namesOf(kind: Kind, find: string, directory: DirectoryTable): Promise<Listed> {
  const [{ [kind]: uses }, some] = await Promise.all([directory.uses(), directory.some(kind, mostShown)]);
  const withUses = (entries: Awaited<ReturnType<DirectoryTable['named']>>) =>
    entries.map(({ slug, title }) => ({ slug, title, uses: uses.get(slug) ?? 0 }));
  if (find !== '') return { entries: withUses(await directory.find(kind, find, mostShown)), complete: some.complete };
  if (some.complete) {
    const byName = withUses(some.entries).toSorted((one, other) => one.title.localeCompare(other.title, 'en'));
    return { entries: byName, complete: true };
  }
  const most = [...uses].toSorted(([, one], [, other]) => other - one).slice(0, mostShown);
  const named = await directory.named(most.map(([slug]) => ({ kind, slug })));
  return { entries: withUses(named).toSorted((one, other) => other.uses - one.uses), complete: false };
}
