import type { FeedDocument } from './feedDocument.ts';

/** What of a document was left out, or cut, for operators. */
export function notesOn(left: {
  /** Items that nothing could tell from others. */
  readonly nameless: number;
  /** Items whose content was cut. */
  readonly shortened: number;
  /** Items beyond the newest that are kept. */
  readonly tooOld: number;
  /** Withdrawals beyond those that are looked at. */
  readonly tooMany: number;
  readonly falseDates: readonly string[];
}): string[] {
  const said = (count: number, words: string): string[] => (count > 0 ? [words] : []);
  return [
    ...said(left.nameless, `left out ${left.nameless} items with neither guid, link, title nor text`),
    ...said(
      left.shortened,
      `cut the content of ${left.shortened} items, which may have 300 kB each, and 360 kB with all that goes with it`,
    ),
    ...said(left.tooOld, `left out ${left.tooOld} items, as it has more than the 1000 newest that are kept`),
    ...said(left.tooMany, `passed over the oldest ${left.tooMany} withdrawals`),
    ...said(
      left.falseDates.length,
      `left out ${left.falseDates.length} dates that cannot be true (${examples(left.falseDates)})`,
    ),
  ];
}

/** An item that is held because nobody can say until when is told with its words, so that an operator may. */
export function heldNotes(items: FeedDocument['items']): string[] {
  const unread = items.flatMap(({ story }) => story.embargoUnread ?? []);
  return unread.length === 0
    ? []
    : [
        `holds ${unread.length} items whose embargo cannot be read (${examples(unread)}): "caravan articles list --status ` +
          'embargoed" names them, "articles release" or "articles embargo" decides',
      ];
}

/** A few of what is told, each once. */
const examples = (texts: readonly string[]): string =>
  [...new Set(texts)]
    .slice(0, 3)
    .map((text) => JSON.stringify(text.slice(0, 60)))
    .join(', ');
