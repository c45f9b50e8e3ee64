import mustache from 'mustache';
import { escapeHtml } from '../../http/escapeHtml.ts';
import { linkMarks } from '../issue.ts';
import { clamp } from '../text/clamp.ts';
import { digestHtml } from './digest.html.ts';
import { pictureOf } from './picture.ts';
import type { IssueView, StoryView } from './view.ts';

const leadWidth = 592;
const thumbWidth = 112;

const sideOf = (direction: 'ltr' | 'rtl'): 'left' | 'right' => (direction === 'rtl' ? 'right' : 'left');

/** The digest as HTML. Every tag of the template is given a value in its own place, as mustache would look for it further out. */
export function htmlOf(view: IssueView, subject: string, pictures = true): string {
  const { words, language, direction, title, day, sections, more, withdrawn, publicUrl, postalAddress } = view;
  const [lead] = sections.flatMap((section) => section.stories);
  const headlines = sections.flatMap((section) => section.stories.map(({ heading }) => heading)).slice(1, 4);
  return mustache.render(digestHtml, {
    subject, language, direction, title, day, publicUrl, postalAddress,
    start: sideOf(direction),
    preview: clamp(headlines.join(' · ') || (lead?.summary ?? ''), 160),
    sections: sections.map(({ heading, stories }) => ({ heading, stories: stories.map((story) => storyOf(story, view, story === lead, pictures)) })),
    more: more > 0 && words.more(more),
    withdrawn: withdrawn > 0 && words.withdrawn(withdrawn),
    why: words.why(title),
    preferences: words.preferences,
    unsubscribe: words.unsubscribe,
    preferencesLink: linkMarks.preferences,
    unsubscribeLink: linkMarks.unsubscribe,
  }, {}, { escape: (value: unknown) => escapeHtml(String(value)) });
}

function storyOf(story: StoryView, { words }: IssueView, isLead: boolean, pictures: boolean) {
  const { heading, href, summary, attribution, tellers, moreTellers, corrected, language, direction } = story;
  const picture = pictures && href !== undefined ? pictureOf(story.image, isLead ? leadWidth : thumbWidth) : undefined;
  const names = [...tellers.map(({ name }) => name), ...(moreTellers > 0 ? [words.otherSources(moreTellers)] : [])];
  return {
    heading, href, summary, attribution, language, direction, isLead,
    start: sideOf(direction),
    also: names.length > 0 && `${words.alsoFrom} ${names.join(words.comma)}`,
    corrected: corrected && words.corrected,
    lead: isLead && picture,
    thumb: !isLead && picture,
  };
}
