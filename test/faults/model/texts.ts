import { saidOf } from './history.ts';
import type { Story } from './history.ts';

/** RFC 9309, 2.4: what robots.txt said may be taken for what it says, for so long. */
const remembersRulesMs = 86_400_000;

/** The beginning of a page that is for subscribers. */
export const behindTheWall = 'Behind the wall';
/** The beginning of an article on its page, which has its title. */
const text = 'The central bank raised its rate';

/**
 * What is wrong in the text that a feed shows in the end under a title (ADR 26): the text of an article is on its page
 * alone, from which a story has it where Caravan was let, and with no word to anybody that it has come.
 * @param line of each item of the document, which changes at each poll and is no news: the newest is shown, where the
 * page's text is not in its place
 */
export function wrongInText(
  { statements, pages = [] }: Pick<Story, 'statements' | 'pages'>,
  line: string | undefined,
  title: string,
  shown: string,
): string[] {
  if (shown.includes(behindTheWall)) return ['shows what is for subscribers'];
  if (!shown.includes(text)) return line === undefined || shown.includes(line) ? [] : [`does not show "${line}"`];
  if (!shown.includes(`${title}: ${text}`)) return ['shows the text of another'];
  const saidMs = saidOf({ statements }).find(({ said }) => said.title === title)?.atMs ?? Infinity;
  const isLet = pages.some(({ hold, forbids }, index) => {
    const untilMs =
      (pages[index + 1]?.fromMs ?? Infinity) + (pages[index + 1]?.forbids === true ? remembersRulesMs : 0);
    return hold === 'text' && !forbids && untilMs >= saidMs;
  });
  return isLet ? [] : ['shows a text that Caravan was not let read'];
}
