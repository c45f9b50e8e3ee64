import type { ListsTable } from '../../articles/listsTable.ts';
import type { Verification } from './verificationMessage.ts';
import { parseFeedRequest } from '../../feed-writing/feedRequest.ts';
import { Problem } from '../../../platform/http/problem.ts';

type Feed = Omit<Verification['hub'], 'secret'>;

/**
 * The feed of ours that a topic names.
 * @throws Problem 404 where it names none, or one that never had an article
 */
export async function feedOf(
  topic: string,
  { publicUrl, publication, lists }: { publicUrl: string; publication: string; lists: Pick<ListsTable, 'describe'> },
): Promise<Feed> {
  const { list, format } = requestOf(topic, publicUrl);
  if (list.kind === 'all') return { topic, list, format, title: publication };
  const place = await lists.describe(list);
  if (!place)
    throw new Problem(
      404,
      `There is no ${list.kind} "${list.slug}" here. All feeds are listed in ${publicUrl}/feeds.opml.`,
    );
  return { topic, list, format, title: `${publication}: ${place.title}` };
}

function requestOf(topic: string, publicUrl: string): Pick<Feed, 'list' | 'format'> {
  const none = new Problem(
    404,
    `hub.topic is no feed of ours. All of them are listed in ${publicUrl}/feeds.opml; subscribe to the address ` +
      'that a feed gives as rel="self".',
  );
  if (!URL.canParse(topic)) throw none;
  const { href, pathname, searchParams } = new URL(topic);
  if (!href.startsWith(`${publicUrl}/`)) throw none;
  try {
    const { list, format } = parseFeedRequest(decodeURIComponent(pathname), Object.fromEntries(searchParams));
    // a search has no end of names, and nobody can say whom a story concerns
    if (format !== 'page' && list.kind !== 'search') return { list, format };
  } catch (error) {
    if (!(error instanceof Problem || error instanceof URIError)) throw error;
  }
  throw none;
}
