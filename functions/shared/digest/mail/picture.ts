import type { Image } from '../../domain/schema.ts';
import { clamp } from '../text/clamp.ts';
import { inertLine } from '../text/inert.ts';
import { linkable } from './links.ts';

/** A picture as it stands in a mail. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  /** Where the publisher says how high it is; else the mail program finds out. */
  readonly height: number | undefined;
}

/** Smaller ones are icons and counters. */
const smallest = 64;
/** Beyond this it is a banner or a chart of the height of a page. */
const mostSlender = 3;

/** A picture at the width that it has in the mail; none that is not https, as mail programs warn of them. */
export function pictureOf(image: Image | undefined, width: number): Picture | undefined {
  const src = linkable(image?.url, ['https:']);
  if (image === undefined || src === undefined) return undefined;
  const ratio = (image.height ?? 0) > 0 && (image.width ?? 0) > 0 ? image.height! / image.width! : undefined;
  const tiny = [image.width, image.height].some((length) => length !== undefined && length > 0 && length < smallest);
  if (tiny || (ratio !== undefined && (ratio > mostSlender || ratio < 1 / mostSlender))) return undefined;
  return { src, alt: clamp(inertLine(image.alt ?? ''), 100), width, height: ratio === undefined ? undefined : Math.round(width * ratio) };
}
