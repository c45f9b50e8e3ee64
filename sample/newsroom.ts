import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { firstStories } from './firstStories.ts';
import { laterStories } from './laterStories.ts';
import type { SampleStory } from './story.ts';

const itemSchema = z.object({
  slug: z.string(),
  edition: z.int(),
  publishedAt: z.string(),
  correctedAt: z.optional(z.string()),
});
const stateSchema = z.object({
  port: z.int(),
  /** How many steps of the script have been taken. */
  step: z.int(),
  changedAt: z.string(),
  /** Newest first. */
  items: z.array(itemSchema),
  withdrawn: z.array(z.object({ guid: z.string(), at: z.string() })),
});

/** The stories that the sample publisher has out at this moment. */
export type NewsroomState = z.infer<typeof stateSchema>;
export type NewsroomItem = z.infer<typeof itemSchema>;

const keptItems = 25;
const keptWithdrawals = 10;
const stories = new Map([...firstStories, ...laterStories].map((story) => [story.slug, story]));

export type Step = readonly [kind: 'publish' | 'correct' | 'withdraw', slug: string];

/** The newsroom's events, in order; then it begins again with a new edition. */
export const script: readonly Step[] = [
  ['publish', 'port-strike-talks-resume'],
  ['correct', 'south-korea-japan-restore-trade-ties'],
  ['publish', 'wind-auction-record'],
  ['publish', 'pipeline-rumour'],
  ['correct', 'port-strike-talks-resume'],
  ['withdraw', 'pipeline-rumour'],
  ['publish', 'customs-single-window'],
  ['publish', 'film-archive-restored'],
  ['correct', 'mountain-grid-links-valleys'],
  ['publish', 'rail-gauge-robot'],
  ['publish', 'joint-earthquake-drill'],
  ['correct', 'rail-gauge-robot'],
  ['publish', 'apricot-harvest-early'],
  ['publish', 'ferry-first-sailing'],
  ['withdraw', 'chess-village-final'],
  ['publish', 'language-exchange-schools'],
  ['publish', 'battery-bus-fleet'],
  ['correct', 'language-exchange-schools'],
  ['publish', 'trade-council-date'],
];

export const guidOf = ({ slug, edition }: Pick<NewsroomItem, 'slug' | 'edition'>): string =>
  `eurasia-sample-${slug}-${edition}`;

/** The story of an item, as it reads now. */
export function storyOf({ slug, edition, correctedAt }: NewsroomItem): SampleStory {
  const story = stories.get(slug);
  if (story === undefined) throw new Error(`The newsroom has no story ${slug}.`);
  const { correction, paragraphs } = story;
  const corrected = correctedAt !== undefined && correction !== undefined;
  return {
    ...story,
    title: edition === 1 ? story.title : `${story.title} (edition ${edition})`,
    paragraphs: corrected
      ? [...paragraphs.map((text) => text.replace(correction.from, correction.to)), `Correction: ${correction.note}`]
      : paragraphs,
  };
}

/** An hour between the first stories, so that they have an order. */
export function openNewsroom(port: number, now: Date): NewsroomState {
  const items = firstStories.map(({ slug }, index) => ({
    slug,
    edition: 1,
    publishedAt: new Date(now.getTime() - index * 3_600_000).toISOString(),
  }));
  return { port, step: 0, changedAt: now.toISOString(), items, withdrawn: [] };
}

/**
 * Takes the next step of the script; one that finds nothing to correct or withdraw (a later edition) is passed over.
 */
export function nextStep(state: NewsroomState, now: Date): NewsroomState {
  const at = now.toISOString();
  const edition = 1 + Math.floor(state.step / script.length);
  const [kind, slug] = script[state.step % script.length] ?? ['publish', ''];
  const advanced = { ...state, step: state.step + 1, changedAt: at };
  if (kind === 'publish')
    return { ...advanced, items: [{ slug, edition, publishedAt: at }, ...state.items].slice(0, keptItems) };
  const item = state.items.find((candidate) => candidate.slug === slug && candidate.edition === edition);
  if (item === undefined) return nextStep({ ...state, step: state.step + 1 }, now);
  if (kind === 'correct')
    return { ...advanced, items: state.items.map((other) => (other === item ? { ...item, correctedAt: at } : other)) };
  return {
    ...advanced,
    items: state.items.filter((other) => other !== item),
    withdrawn: [{ guid: guidOf(item), at }, ...state.withdrawn].slice(0, keptWithdrawals),
  };
}

/** The newsroom as it was left; undefined at the first start. */
export const readNewsroom = (file: string): NewsroomState | undefined =>
  existsSync(file) ? stateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;

/** Written beside and renamed, so that a kill in between leaves the old one. */
export function writeNewsroom(file: string, state: NewsroomState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
