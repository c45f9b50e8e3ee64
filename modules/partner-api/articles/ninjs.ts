import { urnOf } from '../../../platform/values/schema.ts';
import type { Enclosure } from '../../../platform/values/schema.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import type { NinjsData } from '../schemas/answers/ninjs.ts';
import { mediaTypeOf, mediumOf } from '../../articles/article.ts';

export const ninjsType = 'application/ninjs+json';

/**
 * An announced version as IPTC ninjs 3.0 (https://iptc.org/standards/ninjs/). What has no place of its own in ninjs
 * stands where its readers look: the line to print in `usageTerms`, the reason of a withdrawal in `edNote`, what was
 * corrected in `descriptions`. The picture and each enclosure are associations, as they are objects of their own, with
 * the file as their rendition.
 */
export function ninjsOf({
  event,
  content,
  takenBack,
}: Pick<AnnouncedVersion, 'event' | 'content' | 'takenBack'>): NinjsData {
  const { id, version, title, url, source, attribution, authors, topics, language, rights, published } = event.article;
  const descriptions = descriptionsOf(event.article);
  const associations = associationsOf(event.article);
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
    ...(descriptions.length > 0 && { descriptions }),
    ...(content !== undefined && { bodies: [{ role: 'main', contentType: 'text/html', value: content }] }),
    ...(topics.length > 0 && { subjects: topics.map(({ slug, name }) => ({ name, literal: slug })) }),
    infoSources: [
      { name: source.name, literal: source.id, ...(source.url !== undefined && { uri: uriOf(source.url) }) },
    ],
    altIds: [{ role: 'caravan', value: id }],
    ...(url !== undefined && { renditions: [{ name: 'web', href: uriOf(url), contentType: 'text/html' }] }),
    ...(associations.length > 0 && { associations }),
    copyrightHolder: source.name,
    ...(rights !== undefined && { copyrightNotice: rights }),
    usageTerms: `Print this line with the article: ${attribution}`,
    ...((event.reason ?? event.backlog) !== undefined && {
      edNote: event.reason ?? 'Backlog: it was old when Caravan first saw it.',
    }),
  };
}

function descriptionsOf({ summary, corrections = [] }: AnnouncedVersion['event']['article']) {
  const of = (role: string, value: string) => ({ role, contentType: 'text/plain', value });
  return [
    ...(summary === '' ? [] : [of('summary', summary)]),
    ...corrections.map(({ line }) => of('correction', line)),
  ];
}

function associationsOf({ image, enclosures = [] }: AnnouncedVersion['event']['article']) {
  const same = enclosures.find(({ url }) => url === image?.url);
  return [
    ...(image ? [pictureOf(image, same)] : []),
    ...enclosures.filter(({ url }) => url !== image?.url).map(fileOf),
  ];
}

/** @param file the same picture as its publisher encloses it */
function pictureOf(
  { url, width, height, alt }: NonNullable<AnnouncedVersion['event']['article']['image']>,
  file?: Enclosure,
) {
  const sizes = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  return {
    name: 'Main picture',
    uri: uriOf(url),
    type: 'picture' as const,
    ...(alt !== undefined && { descriptions: [{ role: 'alt', contentType: 'text/plain', value: alt }] }),
    renditions: [{ ...(file ? renditionOf(file) : { name: 'main', href: uriOf(url) }), ...sizes }],
  };
}

/** ninjs has no type for what is neither heard nor seen: then none is said. */
const natures = { audio: 'audio', video: 'video', image: 'picture' } as const;

function fileOf(file: Enclosure, index: number) {
  const medium = mediumOf(file);
  return {
    name: `Enclosure ${index + 1}`,
    uri: uriOf(file.url),
    ...(medium && { type: natures[medium] }),
    renditions: [renditionOf(file)],
  };
}

const renditionOf = (file: Enclosure) => ({
  name: 'main',
  href: uriOf(file.url),
  contentType: mediaTypeOf(file),
  ...(file.lengthBytes !== undefined && { sizeInBytes: file.lengthBytes }),
});

/** ASCII only, as RFC 3986 wants it. */
const uriOf = (url: string): string => new URL(url).href;
