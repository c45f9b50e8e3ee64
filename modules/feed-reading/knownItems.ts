import { hash } from 'node:crypto';

/** A text with items of a feed, and the hash of each item as it stands there. */
export interface Sliced {
  readonly text: string;
  readonly raws: readonly string[];
  /** The place of each among all items of the document, from 0. */
  readonly places: readonly number[];
}

const mark = /<!\[CDATA\[|<!--|<(\/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])/gi;

/**
 * Finds the items of an XML feed by their tags alone, a small part of what reading it costs.
 * @param isKnown whether an item is left out of the text that is to be read
 * @returns the text without the items that are known, in one piece with the rest; undefined where its items do not
 * stand plainly one after another: it is read whole then
 */
export function sliceItems(
  text: string,
  isKnown: (raw: string) => boolean,
): { readonly rest: Sliced; readonly known: readonly string[] } | undefined {
  const spans = itemSpans(text);
  if (spans === undefined) return undefined;
  const kept: string[] = [];
  const raws: string[] = [];
  const places: number[] = [];
  const known: string[] = [];
  let from = 0;
  for (const [place, [start, end]] of spans.entries()) {
    const raw = rawHash(text.slice(start, end));
    if (!isKnown(raw)) {
      raws.push(raw);
      places.push(place);
      continue;
    }
    known.push(raw);
    kept.push(text.slice(from, start));
    from = end;
  }
  kept.push(text.slice(from));
  return { rest: { text: kept.join(''), raws, places }, known };
}

/** From each "<" of an item's start tag to the end of its end tag. */
function itemSpans(text: string): (readonly [number, number])[] | undefined {
  const spans: [number, number][] = [];
  let open: { readonly name: string; readonly at: number } | undefined;
  mark.lastIndex = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const [written, slash, name] = found;
    if (name === undefined) {
      const close = written === '<!--' ? '-->' : ']]>';
      const end = text.indexOf(close, mark.lastIndex);
      if (end < 0) return undefined;
      mark.lastIndex = end + close.length;
    } else if (slash === '' && isEmptyTag(text, mark.lastIndex)) continue;
    else if (slash === '' && open === undefined) open = { name, at: found.index };
    else if (slash !== '' && open?.name === name) {
      const end = text.indexOf('>', mark.lastIndex);
      if (end < 0) return undefined;
      spans.push([open.at, end + 1]);
      open = undefined;
    } else return undefined; // one inside of another, or an end without its beginning
  }
  return open === undefined ? spans : undefined;
}

/** An item that is empty holds nothing: some feeds have one inside of each. */
const isEmptyTag = (text: string, from: number): boolean => text[text.indexOf('>', from) - 1] === '/';

/** Hash of an item as its document has it. */
export const rawHash = (item: string): string => hash('sha256', item, 'hex').slice(0, 16);
