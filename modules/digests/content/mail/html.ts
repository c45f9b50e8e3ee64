import mustache from 'mustache';
import { escapeHtml } from '../../../../platform/http/escapeHtml.ts';
import { linkMarks } from '../digestContent.ts';
import { clamp } from '../text/clamp.ts';
import { directionOfText } from '../../../../platform/text/direction.ts';
import type { Direction } from '../../../../platform/text/direction.ts';
import { digestHtml } from './digest.html.ts';
import { aboveHeadline, besideHeadline, pictureFor } from './picture.ts';
import type { IssueView, StoryView } from './view.ts';

const sideOf = (direction: Direction): 'left' | 'right' => (direction === 'rtl' ? 'right' : 'left');

/**
 * The digest as HTML. Whatever a tag of the template may name stands in its own object, if only as undefined: mustache
 * would look for it further out.
 */
export function htmlOf(view: IssueView, subject: string): string {
  const { words, language, direction, title, day, sections, more, withdrawn, publicUrl, postalAddress } = view;
  const stories = sections.flatMap((section) => section.stories);
  const shown = {
    subject,
    language,
    direction,
    title,
    day,
    publicUrl,
    postalAddress,
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
    more: more > 0 && words.more(more),
    withdrawn: withdrawn > 0 && words.withdrawn(withdrawn),
    why: words.why(title),
    preferences: words.preferences,
    unsubscribe: words.unsubscribe,
    preferencesLink: linkMarks.preferences,
    unsubscribeLink: linkMarks.unsubscribe,
  };
  return mustache.render(digestHtml, shown, {}, { escape: (value: unknown) => escapeHtml(String(value)) });
}

function storyOf(story: StoryView, { words, language: ours, direction: around }: IssueView, isLead: boolean) {
  const { heading, href, summary, attribution, date, language, direction, image } = story;
  const lead = isLead ? pictureFor(aboveHeadline, image) : undefined;
  const thumb = lead === undefined ? pictureFor(besideHeadline, image) : undefined;
  const tellers = tellersOf(story, words, around);
  const named = ({ alt }: { alt: string }) => ({ mute: alt === '', stop: alt === '' ? -1 : 0 });
  return {
    heading,
    href,
    summary,
    attribution,
    date,
    language,
    direction,
    isLead,
    tellers,
    start: sideOf(direction),
    attributionDirection: directionOfText(attribution, direction),
    wordsDirection: around,
    words: ours,
    also: tellers.length > 0,
    alsoFrom: words.alsoFrom,
    corrected: story.corrected && words.corrected,
    lead: lead && href !== undefined && { ...lead, ...named(lead) },
    thumb: thumb && href !== undefined && { ...thumb, ...named(thumb) },
  };
}

function tellersOf({ tellers, moreTellers }: StoryView, words: IssueView['words'], around: Direction) {
  const named = tellers.map(({ name, href }) => ({ name, href, direction: directionOfText(name, around) }));
  const others = moreTellers > 0 ? [{ name: words.otherSources(moreTellers), href: undefined, direction: around }] : [];
  return [...named, ...others].map((teller, place) => ({ ...teller, before: place > 0 ? words.comma : '' }));
}
