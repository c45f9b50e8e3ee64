import { olderPath, pathOf } from '../../feed-writing/feedRequest.ts';
import type { FeedRequest, SearchName } from '../../feed-writing/feedRequest.ts';
import { renderSearch } from '../pages/search.ts';
import { findBySearch } from '../search.ts';
import type { EditionServices } from '../services.ts';
import type { EditionRequest } from '../site.ts';
import { answerPage } from './document.ts';
import type { Answer } from './document.ts';

/** Answers with the form, and with what its words find. */
export async function answerSearchPage(
  request: EditionRequest,
  asked: FeedRequest<SearchName>,
  services: EditionServices,
): Promise<Answer> {
  const { list, before } = asked;
  const found = await findBySearch(asked, services, services.site.publication, request.now);
  const path = pathOf(list, 'page');
  const { older, cutShort, asks } = found;
  return answerPage(request, services, [found.etag, older ?? '', String(cutShort)], async (frame) =>
    renderSearch(frame, {
      list,
      at: before === undefined ? path : olderPath(path, before),
      articles: await found.articles(),
      older,
      cutShort,
      asks,
      isOlder: before !== undefined,
    }),
  );
}
