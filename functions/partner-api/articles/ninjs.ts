import type { Edition } from '../../shared/domain/edition.ts';
import { urnOf } from '../../shared/domain/urn.ts';

export const ninjsType = 'application/ninjs+json';

/**
 * An edition as IPTC ninjs 3.0 (https://iptc.org/standards/ninjs/). What has no place of its own in ninjs stands where
 * its readers look: the line to print in `usageTerms`, the reason of a withdrawal in `edNote`.
 */
export function ninjsOf({ event, content, takenBack }: Pick<Edition, 'event' | 'content' | 'takenBack'>) {
  const { id, version, title, summary, url, source, attribution, authors, topics, language, image, rights, published } = event.article;
  const isUsable = event.type !== 'article.withdrawn' && !takenBack;
  return {
    uri: urnOf(id),
    type: 'text',
    standard: { name: 'ninjs', version: '3.0', schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json' },
    representationType: content === undefined ? 'partial' : 'full',
    version: String(version),
    versionCreated: event.at,
    ...(published !== undefined && { contentCreated: published }),
    pubStatus: isUsable ? 'usable' : 'canceled',
    ...(language !== undefined && { language }),
    ...(title !== '' && { title, headlines: [{ role: 'main', contentType: 'text/plain', value: title }] }),
    ...(authors.length > 0 && { by: authors.join(', ') }),
    ...(summary !== '' && { descriptions: [{ role: 'summary', contentType: 'text/plain', value: summary }] }),
    ...(content !== undefined && { bodies: [{ role: 'main', contentType: 'text/html', value: content }] }),
    ...(topics.length > 0 && { subjects: topics.map(({ slug, name }) => ({ name, literal: slug })) }),
    infoSources: [{ name: source.name, literal: source.id, ...(source.url !== undefined && { uri: uriOf(source.url) }) }],
    altIds: [{ role: 'caravan', value: id }],
    ...(url !== undefined && { renditions: [{ name: 'web', href: uriOf(url), contentType: 'text/html' }] }),
    ...(image && { associations: [pictureOf(image)] }),
    copyrightHolder: source.name,
    ...(rights !== undefined && { copyrightNotice: rights }),
    usageTerms: `Print this line with the article: ${attribution}`,
    ...((event.reason ?? event.backlog) !== undefined && { edNote: event.reason ?? 'Backlog: it was old when Caravan first saw it.' }),
  };
}

function pictureOf({ url, width, height, alt }: NonNullable<Edition['event']['article']['image']>) {
  const sizes = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  return {
    name: 'Main picture',
    uri: uriOf(url),
    type: 'picture',
    ...(alt !== undefined && { descriptions: [{ role: 'alt', contentType: 'text/plain', value: alt }] }),
    renditions: [{ name: 'main', href: uriOf(url), ...sizes }],
  };
}

/** ASCII only, as RFC 3986 wants it. */
const uriOf = (url: string): string => new URL(url).href;
