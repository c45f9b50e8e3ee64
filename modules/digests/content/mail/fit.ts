import { htmlOf } from './html.ts';
import type { IssueView, SectionView } from './view.ts';

/**
 * Gmail shows 102 kB of a mail and hides the rest, with the way out, behind a link; 6 kB are left for a reader's own
 * links.
 */
export const mostBytes = 96_000;

/**
 * An issue that is small enough, with its HTML. What is given up first are the pictures, then the links to other
 * sources, then stories from the end, which are then counted among those that found no place.
 */
export function fitted(view: IssueView, subject: string): { readonly view: IssueView; readonly html: string } {
  const bare = withoutPictures(view);
  const plain = withoutOtherLinks(bare);
  for (const each of [view, bare, plain]) {
    const html = htmlOf(each, subject);
    if (isSmall(html)) return { view: each, html };
  }
  let [small, large] = [1, plain.sections.flatMap(({ stories }) => stories).length];
  while (large - small > 1) {
    const count = Math.floor((small + large) / 2);
    if (isSmall(htmlOf(firstOf(plain, count), subject))) small = count;
    else large = count;
  }
  const fewer = firstOf(plain, small);
  return { view: fewer, html: htmlOf(fewer, subject) };
}

const isSmall = (html: string): boolean => Buffer.byteLength(html) <= mostBytes;

type Story = SectionView['stories'][number];
const withStories = (view: IssueView, change: (story: Story) => Story): IssueView => ({
  ...view,
  sections: view.sections.map((section) => ({ ...section, stories: section.stories.map(change) })),
});
const withoutPictures = (view: IssueView): IssueView => withStories(view, (story) => ({ ...story, image: undefined }));
const withoutOtherLinks = (view: IssueView): IssueView =>
  withStories(view, (story) => ({ ...story, tellers: story.tellers.map(({ name }) => ({ name, href: undefined })) }));

function firstOf(view: IssueView, count: number): IssueView {
  let left = count;
  const sections = view.sections.flatMap((section) => {
    const stories = section.stories.slice(0, left);
    left -= stories.length;
    return stories.length > 0 ? [{ ...section, stories }] : [];
  });
  const all = view.sections.reduce((sum, { stories }) => sum + stories.length, 0);
  return { ...view, sections, more: view.more + all - count };
}
