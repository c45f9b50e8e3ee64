import type { Command } from 'commander';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { Source } from '../modules/sources/source.ts';
import { parseCorrections, parseEncoding, parseSwitch, parseZone } from './arguments.ts';
import type { Run } from './run.ts';

const announcedWords = {
  all: 'every correction is announced',
  'not-of-text': 'changes of text are shown, and not announced,',
  usual: 'corrections are announced, those of a story that is rewritten at each poll now and then',
} as const;

/** The next document counts as another one, as it is read in another way. */
const unread = { documentHash: '', etag: undefined, lastModified: undefined };

/** How a source's documents are read, where they do not say it or say it wrongly. */
export function settingsCommands(sources: Command, run: Run): void {
  sources
    .command('zone')
    .argument('<id>', 'the source')
    .argument('<zone>', 'such as Asia/Baku', parseZone)
    .description('set the IANA time zone of times that name none, such as Asia/Baku: embargoes are read by it')
    .action((id: string, zone: string) =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        await deployment.sources.change(id, { zone, ...unread });
        output.show(
          { id, zone },
          () => `${source.name}: times without a zone are read in ${zone} from the next poll on.`,
        );
      }),
    );

  sources
    .command('encoding')
    .argument('<id>', 'the source')
    .argument('<encoding>', 'such as windows-1251', parseEncoding)
    .description('set the encoding of its documents, such as windows-1251, whatever they say of themselves')
    .action((id: string, encoding: string) =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        await deployment.sources.change(id, { encoding, ...unread });
        output.show({ id, encoding }, () => `${source.name}: it is read as ${encoding} from the next poll on.`);
      }),
    );

  sources
    .command('corrections')
    .argument('<id>', 'the source')
    .argument('<which>', 'all, not-of-text or usual', parseCorrections)
    .description(
      'set which corrections are announced: all; not-of-text, for a source whose text never means a change; or usual, ' +
        'which announces stories that are rewritten at each poll now and then only',
    )
    .action((id: string, which: 'all' | 'not-of-text' | 'usual') =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        await deployment.sources.change(id, { corrections: which === 'usual' ? undefined : which });
        output.show(
          { id, corrections: which },
          () => `${source.name}: ${announcedWords[which]} from the next poll on.`,
        );
      }),
    );

  fullTextCommand(sources, run);
  summaryOnlyCommand(sources, run);
}

/** Whether the edition's own pages show articles whole. */
function summaryOnlyCommand(sources: Command, run: Run): void {
  sources
    .command('summary-only')
    .argument('<id>', 'the source')
    .argument('<on-or-off>', 'on or off', parseSwitch)
    .description("show summaries of its articles on the edition's pages, and lead to the publisher for the text")
    .action((id: string, summaryOnly: boolean) =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        await deployment.sources.change(id, { summaryOnly: summaryOnly ? true : undefined });
        output.show({ id, summaryOnly }, () =>
          summaryOnly
            ? `${source.name}: the edition's pages show summaries within two minutes. Feeds and partners have what they had.`
            : `${source.name}: the edition's pages show whole articles within two minutes.`,
        );
      }),
    );
}

/** Whether articles are read from their pages. */
function fullTextCommand(sources: Command, run: Run): void {
  sources
    .command('full-text')
    .argument('<id>', 'the source')
    .argument('<on-or-off>', 'on or off', parseSwitch)
    .description(
      'read the pages of articles of which the feed has a summary alone, as far as robots.txt and the pages let programs; ' +
        'switch it on only with the right to publish their text',
    )
    .action((id: string, fullText: boolean) =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        await deployment.sources.change(id, { fullText: fullText ? true : undefined });
        output.show({ id, fullText }, () =>
          fullText
            ? `${source.name}: pages of stories that are new or corrected are read from the next poll on.`
            : `${source.name}: no pages are read from the next poll on; what was read stays until its story is corrected.`,
        );
      }),
    );
}

/** @throws OperatorError where there is none */
export async function find({ sources }: Deployment, id: string): Promise<Source> {
  const source = await sources.get(id);
  if (!source) throw new OperatorError(`There is no source ${id}. "caravan sources list" shows all.`);
  return source;
}
