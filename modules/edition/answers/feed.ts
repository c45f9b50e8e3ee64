import { instant } from '../../../platform/values/time.ts';
import { hubLinks, selfLink } from '../../feed-writing/feedDocument.ts';
import type { ListName } from '../../articles/filter.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import type { FeedRequest } from '../../feed-writing/feedRequest.ts';
import { renderers } from '../../feed-writing/render.ts';
import { findFeed } from '../feed.ts';
import { composeFront } from '../front.ts';
import { findBySearch } from '../search.ts';
import { answerSearchPage } from './search.ts';
import { renderFront, renderList } from '../pages/list.ts';
import { documentResponse } from '../respond.ts';
import type { EditionServices } from '../services.ts';
import type { EditionRequest } from '../site.ts';
import { answerPage } from './document.ts';
import type { Answer } from './document.ts';

/** Answers with a list: as a page, or as a feed. */
export function answerList(request: EditionRequest, asked: FeedRequest, services: EditionServices): Promise<Answer> {
  const { format, list } = asked;
  if (format !== 'page') return answerFeed(request, asked, format, services);
  return list.kind === 'search'
    ? answerSearchPage(request, { ...asked, list }, services)
    : answerListPage(request, { ...asked, list }, services);
}

async function answerListPage(
  request: EditionRequest,
  asked: FeedRequest<ListName>,
  services: EditionServices,
): Promise<Answer> {
  const feed = await findFeed(asked, services, services.site.publication, request.now);
  const { list, before } = asked;
  const at = `${pathOf(list, 'page')}${before === undefined ? '' : `?before=${before.replace('#', '.')}`}`;
  const isOlder = before !== undefined;
  return answerPage(request, services, [feed.etag, feed.older ?? ''], async (frame) => {
    const articles = await feed.articles();
    return list.kind === 'all' && !isOlder
      ? renderFront(frame, composeFront(articles, []), feed.older)
      : renderList(frame, { list, name: feed.name, at, articles, older: feed.older, isOlder });
  });
}

async function answerFeed(
  request: EditionRequest,
  asked: FeedRequest,
  format: keyof typeof renderers,
  services: EditionServices,
): Promise<Answer> {
  const { publicUrl, publication } = services.site;
  const { list, limit } = asked;
  const feed =
    list.kind === 'search'
      ? await findBySearch({ ...asked, list }, services, publication, request.now)
      : await findFeed({ ...asked, list }, services, publication, request.now);
  const { type, render } = renderers[format];
  const own = new URL(`${publicUrl}${pathOf(list, format)}`);
  if (request.query['limit'] !== undefined) own.search += `${own.search === '' ? '' : '&'}limit=${limit}`;
  const selfUrl = own.href;
  const content = async () => {
    const articles = await feed.articles();
    const about = {
      title: feed.title,
      publicUrl,
      list,
      selfUrl,
      updated: feed.lastModified ?? instant(request.now),
      ...(format === 'json' ? {} : { gone: feed.gone }),
    };
    return {
      count: articles.length,
      render: (first: number) => render({ ...about, articles: articles.slice(0, first) }),
    };
  };
  const links = list.kind === 'search' ? selfLink(selfUrl) : hubLinks(publicUrl, selfUrl);
  return documentResponse(request, feed, type, content, links);
}
