import type { Story } from '../store/library.ts';

/** Those that can be must read: the newest with a picture. A newspaper with editors would have them choose. */
export const withPicture = (stories: readonly Story[]): Story[] => stories.filter(({ image }) => image !== undefined);

/** Hands out stories for the blocks of one page, none of them twice, and none of those that are on it already. */
export function selection(...shown: readonly string[]): (stories: readonly Story[], count: number) => Story[] {
  const given = new Set(shown);
  return (stories, count) => {
    const taken = stories.filter(({ id }) => !given.has(id)).slice(0, count);
    for (const { id } of taken) given.add(id);
    return taken;
  };
}
