import type { Enclosure, Image } from '../../../platform/values/schema.ts';
import type { RawEnclosure, RawImage } from '../raw.ts';
import { cutAtWord, firstImage, plainText } from './plainText.ts';
import { resolveUrl } from './url.ts';

/**
 * The picture that stands for an article: the best that its item names, or else the first of its content.
 * @param images best first
 * @param html the sanitised content
 */
export function leadImage(images: readonly RawImage[], html: string, base: string): Image | undefined {
  const candidates = [...images.filter(({ width }) => width === undefined || width > 1), firstImage(html)];
  for (const candidate of candidates) {
    const url = candidate === undefined ? undefined : resolveUrl(candidate.url, base);
    if (candidate === undefined || url === undefined) continue;
    const { width, height, alt, credit } = candidate as RawImage;
    const [described, credited] = [shortText(alt), shortText(credit)];
    return {
      url,
      ...(width ? { width } : {}),
      ...(height ? { height } : {}),
      ...(described === '' ? {} : { alt: described }),
      ...(credited === '' ? {} : { credit: credited }),
    };
  }
  return undefined;
}

const shortText = (text = ''): string => cutAtWord(plainText({ text: text.slice(0, 2_000), kind: 'either' }), 300);

/** Files that go with an article, each address once, at most 20. */
export function enclosuresOf(raw: readonly RawEnclosure[], base: string): Enclosure[] {
  const found = new Map<string, Enclosure>();
  for (const { url: address, type, lengthBytes } of raw.slice(0, 100)) {
    const url = resolveUrl(address, base);
    if (url === undefined || found.has(url)) continue;
    const media = type !== undefined && /^[\w.+-]{1,60}\/[\w.+-]{1,100}/.exec(type)?.[0].toLowerCase();
    found.set(url, { url, ...(media ? { type: media } : {}), ...(lengthBytes ? { lengthBytes } : {}) });
  }
  return [...found.values()].slice(0, 20);
}
