import type { RawEnclosure, RawImage, RawItem } from '../raw.ts';
import { attributeOf, children, firstText, wholeNumber, type XmlNode } from './xmlNode.ts';

/** Images and enclosures of an item: Media RSS 1.5, RSS enclosures, Atom's `rel="enclosure"`, iTunes. */
export function readMedia(item: XmlNode): Pick<RawItem, 'images' | 'enclosures'> {
  const groups = [item, ...children(item, 'media:group')];
  const contents = groups.flatMap((node) => children(node, 'media:content'));
  const attached: RawEnclosure[] = [
    ...children(item, 'rss:enclosure').map((node) => enclosure(node, 'url', 'length')),
    ...children(item, 'atom:link')
      .filter((link) => attributeOf(link, 'rel') === 'enclosure')
      .map((node) => enclosure(node, 'href', 'length')),
  ].filter((found) => found !== undefined);
  const streams = contents
    .filter((node) => /^(?:audio|video)/.test(kindOf(node)))
    .map((node) => enclosure(node, 'url', 'fileSize'));
  const pictures = contents.filter((node) => kindOf(node).startsWith('image')).map(image);
  const thumbnails = [...groups, ...contents].flatMap((node) => children(node, 'media:thumbnail')).map(image);
  return {
    images: [
      ...bySize(pictures),
      ...attached.filter(({ type, url }) => (type ?? typeByName(url)).startsWith('image')).map(({ url }) => ({ url })),
      ...bySize(thumbnails),
      ...children(item, 'itunes:image').map((node) => ({ url: attributeOf(node, 'href') ?? '' })),
      ...children(item, 'rss:image').map((node) => ({
        url: firstText(node, 'rss:url') ?? firstText({ 'rss:image': [node] }, 'rss:image') ?? '',
      })),
    ].filter((found) => found !== undefined && found.url !== ''),
    enclosures: [...attached, ...streams.filter((found) => found !== undefined)],
  };
}

const typeByName = (url: string): string => (/\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])/i.test(url) ? 'image' : '');

/** `image`, `video/mp4`, …; what says nothing of itself is told by its name. */
const kindOf = (node: XmlNode): string =>
  (
    attributeOf(node, 'type') ??
    attributeOf(node, 'medium') ??
    typeByName(attributeOf(node, 'url') ?? '')
  ).toLowerCase();

function image(node: XmlNode): RawImage | undefined {
  const url = attributeOf(node, 'url');
  if (url === undefined) return undefined;
  const alt = firstText(node, 'media:description', 'media:title');
  return { url, width: wholeNumber(attributeOf(node, 'width')), height: wholeNumber(attributeOf(node, 'height')), alt };
}

function enclosure(node: XmlNode, url: string, length: string): RawEnclosure | undefined {
  const address = attributeOf(node, url);
  return address === undefined
    ? undefined
    : { url: address, type: attributeOf(node, 'type'), lengthBytes: wholeNumber(attributeOf(node, length)) };
}

/** Widest first; those that do not say stay in the publisher's order, after those that do. */
const bySize = (images: readonly (RawImage | undefined)[]): RawImage[] =>
  images.filter((found) => found !== undefined).toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));
