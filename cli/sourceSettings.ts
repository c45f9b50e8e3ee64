import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { editedWords } from '../modules/operations/editedWords.ts';
import { editSource } from '../modules/operations/editSource.ts';
import type { SourceEdit } from '../modules/operations/editSource.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { Topic } from '../platform/values/schema.ts';
import {
  parseCorrections,
  parseEncoding,
  parseInterval,
  parseLanguage,
  parseSwitch,
  parseTopics,
  parseZone,
} from './arguments.ts';
import type { Run } from './run.ts';

/** "none" takes a setting back. */
const orNone =
  <T>(parse: (text: string) => T) =>
  (text: string): T | null =>
    text === 'none' ? null : parse(text);

/** `caravan sources edit` */
export function editCommand(sources: Command, run: Run): void {
  sources
    .command('edit <id>')
    .description(
      'change a source; its articles stay its own, also when its feed has moved. "none" takes a setting back',
    )
    .option('--name <name>', 'the name that readers see', parseName)
    .option(
      '--url <url>',
      "the feed's new address, or a site that links it: what it has in common with the old one stays",
    )
    .option('--topics <list>', 'topics for all its articles, separated by commas, or none', parseTopicsOrNone)
    .option('--interval <time>', 'a fixed interval of polls, such as 15m', orNone(parseInterval))
    .option('--zone <zone>', 'the IANA zone of times that name none: embargoes are read by it', orNone(parseZone))
    .option('--encoding <encoding>', 'the encoding of its documents, whatever they say', orNone(parseEncoding))
    .option('--language <tag>', 'the language of its articles, such as az, whatever they say', orNone(parseLanguage))
    .option(
      '--corrections <which>',
      'which are announced: all; not-of-text, where the text never means a change; none of these: stories that are ' +
        'rewritten at each poll now and then only',
      orNone(parseCorrections),
    )
    .option(
      '--full-text <on-or-off>',
      'read the pages of articles of which the feed has a summary alone, as far as robots.txt and the pages let ' +
        'programs; only with the right to publish their text',
      parseSwitch,
    )
    .option(
      '--summary-only <on-or-off>',
      "show summaries on the edition's pages, and lead to the publisher",
      parseSwitch,
    )
    .addHelpText(
      'after',
      '\nExample:\n  caravan sources edit caspian-times --url https://caspian.example/rss --interval 15m',
    )
    .action((id: string, edit: SourceEdit) =>
      run(async (deployment, output) => {
        if (Object.keys(edit).length === 0)
          throw new OperatorError(`Say what to change: "caravan sources edit --help" lists it.`);
        const source = await editSource(id, edit, deployment, new Date());
        output.change(deployment, source, () => editedWords(source, edit));
      }),
    );
}

function parseName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Write a name.');
  return text.trim();
}

const parseTopicsOrNone = (text: string): Topic[] => (text === 'none' ? [] : parseTopics(text));
