import { clamp } from '../text/clamp.ts';
import { columnsOf } from '../text/columns.ts';
import type { IssueView } from './view.ts';

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
