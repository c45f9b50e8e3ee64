import { directionOfText } from '../../../../platform/text/direction.ts';
import type { Direction } from '../../../../platform/text/direction.ts';
import { fillTemplate } from '../../../mail/template.ts';
import { linkMarks } from '../digestContent.ts';
import { digestHtml } from './digest.html.ts';
import { clamp } from './text.ts';
import { aboveHeadline, besideHeadline, pictureFor, unbroken } from './view.ts';
import type { IssueView, SectionView, StoryView } from './view.ts';

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

const sideOf = (direction: Direction): 'left' | 'right' => (direction === 'rtl' ? 'right' : 'left');

/** The digest as HTML. */
export function htmlOf(view: IssueView, subject: string): string {
  const { messages, language, direction, title, day, sections, more, withdrawn } = view;
  const stories = sections.flatMap((section) => section.stories);
  const shown = {
    subject,
    language,
    direction,
    title,
    day,
    publicUrl: view.publicUrl,
    postalAddress: view.postalAddress,
    postalDirection: directionOfText(view.postalAddress, direction),
    inBrowser: view.inBrowser,
    readInBrowser: messages.inBrowser,
    start: sideOf(direction),
    preview: clamp(
      stories
        .slice(1, 4)
        .map(({ heading }) => heading)
        .join(' · ') ||
        (stories[0]?.summary ?? ''),
      160,
    ),
    sections: sections.map((section) => ({
      heading: section.heading,
      stories: section.stories.map((story, place) => ({
        ...storyOf(story, view, story === stories[0]),
        follows: place > 0,
      })),
    })),
    more: more > 0 && messages.more(more),
    withdrawn: withdrawn > 0 && messages.withdrawn(withdrawn),
    why: messages.why(title),
    preferences: messages.preferences,
    unsubscribe: messages.unsubscribe,
    preferencesLink: linkMarks.preferences,
    unsubscribeLink: linkMarks.unsubscribe,
  };
  return fillTemplate(digestHtml, shown);
}

function storyOf(story: StoryView, { messages, language: ours, direction: around }: IssueView, isLead: boolean) {
  const { heading, href, summary, attribution, date, language, direction, image } = story;
  const lead = isLead ? pictureFor(aboveHeadline, image) : undefined;
  const thumb = lead === undefined ? pictureFor(besideHeadline, image) : undefined;
  const tellers = tellersOf(story, messages, around);
  const named = ({ alt }: { alt: string }) => ({ mute: alt === '', stop: alt === '' ? -1 : 0 });
  return {
    heading,
    href,
    summary,
    attribution,
    date: unbroken(date),
    language,
    direction,
    isLead,
    tellers,
    start: sideOf(direction),
    attributionDirection: directionOfText(attribution, direction),
    ourDirection: around,
    ourLanguage: ours,
    also: tellers.length > 0,
    alsoFrom: messages.alsoFrom,
    corrected: story.corrected && messages.corrected,
    lead: lead && { ...lead, ...named(lead) },
    thumb: thumb && { ...thumb, ...named(thumb) },
  };
}

function tellersOf({ tellers, moreTellers }: StoryView, messages: IssueView['messages'], around: Direction) {
  const named = tellers.map(({ name, href }) => ({ name, href, direction: directionOfText(name, around) }));
  const others =
    moreTellers > 0 ? [{ name: messages.otherSources(moreTellers), href: undefined, direction: around }] : [];
  return [...named, ...others].map((teller, place) => ({ ...teller, before: place > 0 ? messages.comma : '' }));
}
