import { isolated } from '../../../locales/languages.ts';
import { linkMarks } from '../digestContent.ts';
import { clamp, columnsOf, wrap } from './text.ts';
import type { IssueView, SectionView, StoryView } from './view.ts';

/** Characters of a subject that mail programs show, and that RFC 5322 wants of a line. */
const room = 78;

/** The first headline, and how many more stories there are: `Rail link reopens — and 11 more stories`. */
export function subjectOf({ messages, sections, more, title, day }: IssueView): string {
  const stories = sections.flatMap((section) => section.stories);
  const [first] = stories;
  if (first === undefined) return clamp(`${title} · ${day}`, room);
  const headline = first.corrected ? `${messages.corrected}: ${first.heading}` : first.heading;
  const others = stories.length - 1 + more;
  if (others <= 0) return clamp(headline, room);
  return messages.subject(clamp(headline, room - columnsOf(messages.subject('', others))), others);
}

const columns = 72;
const wrapped = (text: string): string => wrap(text, columns).join('\n');
const underlined = (text: string, line: string): string =>
  `${wrapped(text)}\n${line.repeat(Math.min(columns, columnsOf(text)))}`;

/** The digest as text made for reading: 72 columns, and each address whole on a line of its own. */
export function plainOf(view: IssueView): string {
  const { title, day, sections, messages, more, withdrawn, publicUrl, postalAddress, inBrowser } = view;
  return [
    underlined(title, '='),
    day,
    ...(inBrowser === undefined ? [] : [`${messages.inBrowser}\n${inBrowser}`]),
    ...sections.map((section) => sectionOf(section, view)),
    '-'.repeat(columns),
    ...(more > 0 ? [`${wrapped(messages.more(more))}\n${publicUrl}`] : []),
    ...(withdrawn > 0 ? [wrapped(messages.withdrawn(withdrawn))] : []),
    wrapped(messages.why(title)),
    `${messages.preferences}\n${linkMarks.preferences}`,
    `${messages.unsubscribe}\n${linkMarks.unsubscribe}`,
    wrapped(postalAddress),
  ]
    .join('\n\n')
    .concat('\n');
}

const sectionOf = ({ heading, stories }: SectionView, view: IssueView): string =>
  [...(heading === '' ? [] : [underlined(heading, '-')]), ...stories.map((story) => storyOf(story, view))].join('\n\n');

function storyOf(
  { heading, corrected, summary, href, ...story }: StoryView,
  { messages, direction }: IssueView,
): string {
  const apart = (text: string): string => (direction === 'rtl' ? isolated(text) : text);
  const names = [
    ...story.tellers.map(({ name }) => apart(name)),
    ...(story.moreTellers > 0 ? [messages.otherSources(story.moreTellers)] : []),
  ];
  const also = names.length > 0 ? ` · ${messages.alsoFrom} ${names.join(messages.comma)}` : '';
  return [
    wrapped(corrected ? `[${messages.corrected}] ${heading}` : heading),
    wrapped(`${story.attribution} · ${story.date}${also}`),
    ...(summary === '' ? [] : [wrapped(summary)]),
    href,
  ].join('\n');
}
