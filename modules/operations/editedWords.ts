import type { Source } from '../sources/source.ts';
import type { SourceEdit } from './editSource.ts';

/** What comes of an edit of a source, a line for each change. */
export const editedWords = (source: Source, edit: SourceEdit): string =>
  [`${source.name}:`, ...Object.keys(edit).map((key) => `  ${said[key as keyof SourceEdit](source)}`)].join('\n');

const said: Readonly<Record<keyof SourceEdit, (source: Source) => string>> = {
  name: ({ name }) => `readers see it as ${name} within minutes, nobody is told anew.`,
  url: ({ url, status }) =>
    `it is polled at ${url} from now on${status === 'paused' ? ', once it is resumed' : '; the first poll is on the way'}.`,
  topics: ({ topics }) =>
    `stories that come, and corrections, have ${topics.map(({ name }) => name).join(', ') || 'no topics but their own'}.`,
  interval: ({ intervalSeconds }) =>
    intervalSeconds === undefined ? 'it is polled by its own habit.' : `it is polled every ${intervalSeconds} s.`,
  zone: ({ zone }) => `times without a zone are read in ${zone ?? 'no zone'} from the next poll on.`,
  encoding: ({ encoding }) => `it is read as ${encoding ?? 'its documents say'} from the next poll on.`,
  language: ({ language }) => `stories that come, and corrections, are in ${language ?? 'the language that they say'}.`,
  corrections: ({ corrections }) => `${announcedWords[corrections ?? 'usual']} from the next poll on.`,
  fullText: ({ fullText }) =>
    fullText
      ? 'pages of stories that are new or corrected are read from the next poll on.'
      : 'no pages are read from the next poll on; what was read stays until its story is corrected.',
  summaryOnly: ({ summaryOnly }) =>
    summaryOnly
      ? "the edition's pages show summaries within two minutes. Feeds and partners have what they had."
      : "the edition's pages show whole articles within two minutes.",
};

const announcedWords = {
  all: 'every correction is announced',
  'not-of-text': 'changes of text are shown, and not announced,',
  usual: 'corrections are announced, those of a story that is rewritten at each poll now and then',
} satisfies Record<NonNullable<Source['corrections']> | 'usual', string>;
