import { instant } from '../../../platform/values/time.ts';
import { hubLinks, selfLink } from '../../feed-writing/feedDocument.ts';
import type { ListName } from '../../articles/filter.ts';
import { mediaTypes, olderPath, pathOf } from '../../feed-writing/feedRequest.ts';
import type { feedFormats, FeedRequest } from '../../feed-writing/feedRequest.ts';
import { generatorsWhenAsked } from '../../feed-writing/generatorsWhenAsked.ts';
import { renderers } from '../../feed-writing/render.ts';
import { isReadable } from '../../articles/article.ts';
import { findFeed } from '../feed.ts';
import type { Feed } from '../feed.ts';
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
  if (list.kind === 'all' && before === undefined) return answerFront(request, feed, services);
  const path = pathOf(list, 'page');
  const at = before === undefined ? path : olderPath(path, before);
  const isOlder = before !== undefined;
  return answerPage(request, services, [feed.etag, feed.older ?? ''], async (frame) => {
    const articles = await feed.articles();
    return renderList(frame, { list, name: feed.name, at, articles, older: feed.older, isOlder });
  });
}

/** The front page: the newest, and what editors pinned, however old. */
async function answerFront(request: EditionRequest, feed: Feed, services: EditionServices): Promise<Answer> {
  const { pinned } = await services.masthead.read(request.now, services.logger);
  const found = pinned.length === 0 ? [] : [...(await services.articles.getMany(pinned, true)).values()];
  const pins = found.filter((article) => isReadable(article, instant(request.now)));
  const versions = pins.map(({ id, version, rewordedAt = '' }) => `${id}.${version}${rewordedAt}`);
  return answerPage(request, services, [feed.etag, feed.older ?? '', ...versions], async (frame) => {
    const newest = await feed.articles();
    const others = pins.filter(({ id }) => !newest.some((one) => one.id === id));
    return renderFront(frame, composeFront([...newest, ...others], pinned), feed.older);
  });
}

async function answerFeed(
  request: EditionRequest,
  asked: FeedRequest,
  format: (typeof feedFormats)[number],
  services: EditionServices,
): Promise<Answer> {
  const { publicUrl, publication } = services.site;
  const { list, limit } = asked;
  const feed =
    list.kind === 'search'
      ? await findBySearch({ ...asked, list }, services, publication, request.now)
      : await findFeed({ ...asked, list }, services, publication, request.now);
  const own = new URL(`${publicUrl}${pathOf(list, format)}`);
  if (request.query['limit'] !== undefined) own.search += `${own.search === '' ? '' : '&'}limit=${limit}`;
  const selfUrl = own.href;
  const content = async () => {
    const [articles, generators] = await Promise.all([feed.articles(), generatorsWhenAsked()]);
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
      render: (first: number) => renderers[format]({ ...about, articles: articles.slice(0, first) }, generators),
    };
  };
  const links = list.kind === 'search' ? selfLink(selfUrl) : hubLinks(publicUrl, selfUrl);
  return documentResponse(request, feed, mediaTypes[format], content, links);
}
