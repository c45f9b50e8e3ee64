import { fillTemplate } from '../../../mail/template.ts';
import { linkMarks } from '../digestContent.ts';
import { clamp } from '../text/clamp.ts';
import { directionOfText } from '../../../../platform/text/direction.ts';
import type { Direction } from '../../../../platform/text/direction.ts';
import { digestHtml } from './digest.html.ts';
import { aboveHeadline, besideHeadline, pictureFor } from './picture.ts';
import type { IssueView, StoryView } from './view.ts';

const sideOf = (direction: Direction): 'left' | 'right' => (direction === 'rtl' ? 'right' : 'left');

/** The digest as HTML. */
export function htmlOf(view: IssueView, subject: string): string {
  const { messages, language, direction, title, day, sections, more, withdrawn, publicUrl, postalAddress } = view;
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
    date,
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
    lead: lead && href !== undefined && { ...lead, ...named(lead) },
    thumb: thumb && href !== undefined && { ...thumb, ...named(thumb) },
  };
}

function tellersOf({ tellers, moreTellers }: StoryView, messages: IssueView['messages'], around: Direction) {
  const named = tellers.map(({ name, href }) => ({ name, href, direction: directionOfText(name, around) }));
  const others =
    moreTellers > 0 ? [{ name: messages.otherSources(moreTellers), href: undefined, direction: around }] : [];
  return [...named, ...others].map((teller, place) => ({ ...teller, before: place > 0 ? messages.comma : '' }));
}
