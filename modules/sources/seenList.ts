import { createHash } from 'node:crypto';
import type { Story } from '../articles/article.ts';
import { noticeOf } from '../articles/notice.ts';
import type { KnownItems } from '../feed-reading/feedDocument.ts';
import { readingVersion } from '../feed-reading/feedDocument.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import type { Traits } from '../feed-reading/story/traits.ts';

/** A story that a source's documents held: enough to know it again, and to tell whether it changed. */
export interface SeenStory {
  /** Of its article: 32 hexadecimal digits. */
  readonly id: string;
  /** Hash of its item as the document had it; empty where the item is to be read again whatever it is. */
  readonly raw: string;
  /** The first 16 digits of its content hash. */
  readonly content: string;
  readonly traits: Traits;
  /** It read otherwise in so many polls, less those in which it did not; at most 255. */
  readonly restlessness: number;
  /** A correction of it was stored and is not announced yet. */
  readonly isHeld: boolean;
  /** What readers notice of its item (`noticeMark`); empty in a list of an earlier release. */
  readonly notice: string;
  /** Its publisher took it back, and has not listed it again. */
  readonly isTakenBack: boolean;
}

/** The compact list of what a source's documents held, so that only what is new or changed touches Articles. */
export interface SeenList {
  readonly readingVersion: number;
  readonly around: string;
  readonly sharesPages: boolean;
  /** Those of the last document first, then those that it held no more. */
  readonly stories: readonly SeenStory[];
  /** Of articles that the publisher has taken back, the first 16 digits of the id. */
  readonly withdrawn: ReadonlySet<string>;
  /** Of a list of an earlier release: by the first 16 digits of an id, those of the content hash. */
  readonly old?: ReadonlyMap<string, string>;
}

export const emptyList: SeenList = {
  readingVersion,
  around: '',
  sharesPages: false,
  stories: [],
  withdrawn: new Set(),
};

/** The article of a source's item, for ever. */
export const articleId = (sourceId: string, key: string): string =>
  createHash('sha256').update(`${sourceId}\n${key}`).digest('hex').slice(0, 32);

/** A collision (one in 10^14 for 1,000 items) would delay a correction. */
export const markOf = (id: string): string => id.slice(0, 16);

/**
 * What readers notice of a story, in 16 digits: 8 of all but the text, and 8 of the text. A collision (one in
 * 4,000,000,000 corrections) would hide a correction of a story whose row is gone.
 */
export function noticeMark(story: Story): string {
  const { head, text } = noticeOf(story);
  return head.slice(0, 8) + text.slice(0, 8);
}

/** The part of `noticeMark` that is not of the text. */
export const headOf = (notice: string): string => notice.slice(0, 8);

/**
 * With 2,000 stories of 75 bytes a row of DynamoDB (400 kB) has room for these withdrawals of 8 bytes.
 */
export const mostWithdrawn = 25_000;
const maxStories = 2_000;

/** Stories that have left the document are remembered: a feed may list one again under another guid. */
export const remembered = (present: readonly SeenStory[], others: readonly SeenStory[]): SeenStory[] => [
  ...present,
  ...others.slice(0, Math.max(50, Math.min(2 * present.length, maxStories - present.length))),
];

/** The items that need not be read again; none after a release that reads otherwise. */
export function knownItems({ readingVersion: version, stories, around, sharesPages }: SeenList): KnownItems {
  const known = version === readingVersion ? stories.filter(({ raw }) => raw !== '') : [];
  return { items: new Map(known.map(({ raw, traits }) => [raw, traits.publishedAt])), around, sharesPages };
}

/** As it stands in a row: the bytes of a story's fields, the first of which are all in a list of an earlier release. */
const first = { id: 16, raw: 8, content: 8, exact: 4, guid: 8, url: 8, title: 8, published: 4, restless: 1, held: 1 };
const fields = { ...first, notice: 8, takenBack: 1 };
type Field = keyof typeof fields;
const bytesOf = (some: Partial<typeof fields>): number => Object.values(some).reduce((sum, bytes) => sum + bytes, 0);
const storyBytes = bytesOf(fields);
/** Begins a list; those of the earliest releases begin with a hash. */
const form = Buffer.from('caravan3');
const formBefore = Buffer.from('caravan2');
const headBytes = 24;

export function encodeSeen({ around, sharesPages, stories, withdrawn, readingVersion: version }: SeenList): Uint8Array {
  const bytes = Buffer.alloc(headBytes + stories.length * storyBytes + withdrawn.size * 8);
  form.copy(bytes);
  bytes.writeUInt32BE(version, 8);
  bytes.writeUInt16BE(stories.length, 12);
  bytes.writeUInt8(sharesPages ? 1 : 0, 14);
  bytes.write(around.padStart(16, '0'), 16, 'hex');
  stories.forEach((story, index) => {
    let at = headBytes + index * storyBytes;
    for (const [field, value] of Object.entries(hexOf(story))) {
      const size = fields[field as Field];
      bytes.write(value.padStart(size * 2, '0'), at, 'hex');
      at += size;
    }
  });
  bytes.write([...withdrawn].join(''), headBytes + stories.length * storyBytes, 'hex');
  return bytes;
}

/** In the order of `fields`. */
const hexOf = ({
  id,
  raw,
  content,
  traits,
  restlessness,
  isHeld,
  notice,
  isTakenBack,
}: SeenStory): Record<Field, string> => ({
  id,
  raw,
  content,
  exact: traits.exact,
  guid: traits.guid,
  url: traits.url,
  title: traits.title,
  published: (traits.publishedAt ?? 0).toString(16),
  restless: restlessness.toString(16),
  held: isHeld ? '1' : '0',
  notice,
  takenBack: isTakenBack ? '1' : '0',
});

/** @param list as its row has it; empty where there was none */
export function decodeSeen(list: Uint8Array): SeenList {
  const bytes = Buffer.from(list);
  if (bytes.length === 0) return emptyList;
  const isOf = (one: Buffer): boolean => bytes.subarray(0, one.length).equals(one);
  if (!isOf(form) && !isOf(formBefore)) return decodeOldSeen(bytes);
  const written = isOf(form) ? fields : first;
  const count = bytes.readUInt16BE(12);
  const end = headBytes + count * bytesOf(written);
  return {
    readingVersion: bytes.readUInt32BE(8),
    sharesPages: bytes.readUInt8(14) === 1,
    around: bytes.toString('hex', 16, 24),
    stories: Array.from({ length: count }, (_, index) => storyAt(bytes, headBytes + index * bytesOf(written), written)),
    withdrawn: new Set(piecesOf(bytes.toString('hex', end), 16)),
  };
}

function storyAt(bytes: Buffer, start: number, written: Partial<typeof fields>): SeenStory {
  let at = start;
  const hex = Object.fromEntries(
    Object.entries(written).map(([field, size]) => {
      at += size;
      return [field, bytes.toString('hex', at - size, at)];
    }),
  ) as Record<keyof typeof first, string> & Partial<Record<Field, string>>;
  // a hash of nothing but noughts stands for none
  const given = (text: string): string => (/^0*$/.test(text) ? '' : text);
  const traits = { exact: given(hex.exact), guid: given(hex.guid), url: given(hex.url), title: given(hex.title) };
  return {
    id: hex.id,
    raw: given(hex.raw),
    content: hex.content,
    traits: { ...traits, publishedAt: (Number.parseInt(hex.published, 16) || undefined) as EpochSeconds | undefined },
    restlessness: Number.parseInt(hex.restless, 16),
    isHeld: hex.held === '01',
    notice: given(hex.notice ?? ''),
    isTakenBack: hex.takenBack === '01',
  };
}

/** A list of an earlier release: 16 bytes for each item, of its article's id and of its content hash. */
function decodeOldSeen(bytes: Buffer): SeenList {
  const entries = piecesOf(bytes.toString('hex'), 32).map((entry) => [entry.slice(0, 16), entry.slice(16)] as const);
  const isTakenBack = ([, content]: readonly [string, string]): boolean => content === '0'.repeat(16);
  return {
    ...emptyList,
    readingVersion: 0,
    withdrawn: new Set(entries.filter(isTakenBack).map(([mark]) => mark)),
    old: new Map(entries.filter((entry) => !isTakenBack(entry))),
  };
}

const piecesOf = (text: string, length: number): string[] =>
  Array.from({ length: text.length / length }, (_, index) => text.slice(index * length, (index + 1) * length));
