import type { Image } from '../../../../platform/values/schema.ts';
import { shortLine } from '../text/inert.ts';
import { linkable } from './links.ts';

/** A picture as it stands in a mail, at a width that its place gives it. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  /** In pixels; none where the publisher does not say how high it is. */
  readonly height: number | undefined;
}

/**
 * The needs of a place for a picture: the width it is shown at, how wide it must be not to look blurred, and how high it
 * may be for its width.
 */
interface Place {
  readonly width: number;
  readonly leastWide: number;
  readonly tallest: number;
}

export const aboveHeadline: Place = { width: 608, leastWide: 480, tallest: 0.8 };
export const besideHeadline: Place = { width: 96, leastWide: 64, tallest: 1.6 };

/** Banners: at this height for their width nothing can be seen in them. */
const flattest = 0.3;

/**
 * A picture for a place; none that is not https, as mail programs warn of them, and none that would not look well
 * there.
 */
export function pictureFor({ width, leastWide, tallest }: Place, image: Image | undefined): Picture | undefined {
  const src = linkable(image?.url, ['https:']);
  if (image === undefined || src === undefined) return undefined;
  const ratio = image.width && image.height ? image.height / image.width : undefined;
  if ((image.width ?? leastWide) < leastWide || (ratio ?? tallest) > tallest || (ratio ?? flattest) < flattest)
    return undefined;
  return {
    src,
    alt: shortLine(image.alt ?? '', 100),
    height: ratio === undefined ? undefined : Math.round(width * ratio),
  };
}
