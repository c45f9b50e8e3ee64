import type { Command } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { cut, relative } from '../modules/operations/words.ts';
import { sourceIdFor } from '../modules/sources/newSource.ts';
import type { OwnSource } from '../modules/sources/own/ownSource.ts';
import { sourceSchema } from '../modules/sources/source.ts';
import { makeKey, rotated } from '../platform/values/apiKey.ts';
import type { Topic } from '../platform/values/schema.ts';
import { instant } from '../platform/values/time.ts';
import { parseTopics } from './arguments.ts';
import type { Run } from './run.ts';

const overlapMs = 86_400_000;

interface AddOptions {
  id?: string;
  site?: string;
  topics?: Topic[];
}

/** `caravan publishers …` */
export function publishersCommands(program: Command, run: Run): void {
  const publishers = program.command('publishers').description('manage publishers whose stories come without a feed');

  addCommand(publishers, run);
  listCommand(publishers, run);
  rotateKeyCommand(publishers, run);
  publishers
    .command('remove <id>')
    .description('remove a publisher: its keys end at once, its articles stay')
    .action((id: string) =>
      run(async (deployment, output) => {
        const { name } = await find(deployment, id);
        await deployment.ownSources.remove(id);
        output.change(
          deployment,
          { id },
          () =>
            `${name} is removed, and its keys with it. Its articles stay: "caravan articles withdraw" takes one back.`,
        );
      }),
    );
}

function addCommand(publishers: Command, run: Run): void {
  publishers
    .command('add <name>')
    .description('add a publisher, with a key for its system that is shown once')
    .option('--id <id>', 'its id (default: made from the name)')
    .option('--site <url>', 'its own site, to which readers are led')
    .option('--topics <names>', 'topics of all of its stories, with commas between', parseTopics)
    .addHelpText('after', '\nExample:\n  caravan publishers add "The Harbour Post" --site https://harbour.example')
    .action((name: string, { id, site, topics = [] }: AddOptions) =>
      run(async (deployment, output) => {
        const wanted = id ?? sourceIdFor(name, 'https://publisher');
        if (!sourceSchema.shape.id.safeParse(wanted).success)
          throw new OperatorError('An id has lower-case letters, digits and "-", 63 at most: harbour-post.');
        if (site !== undefined && !(URL.canParse(site) && /^https?:/.test(site)))
          throw new OperatorError('The site is an address that begins with https://.');
        const { key, hash } = makeKey('cvp', wanted);
        const createdAt = instant(new Date());
        const added = await deployment.ownSources.add({
          kind: 'own',
          id: wanted,
          name,
          topics,
          ...(site !== undefined && { siteUrl: new URL(site).href }),
          keys: [{ hash, createdAt }],
          createdAt,
        });
        if (!added) throw new OperatorError(`There is a source ${wanted} already: choose another id with --id.`);
        await deployment.lists.show({ kind: 'source', slug: wanted }, name); // it may have been removed once
        output.change(
          deployment,
          { id: wanted, name, key },
          () => `Added ${name} as ${wanted}.\n\n${keyInWords(key, deployment)}`,
        );
      }),
    );
}

function listCommand(publishers: Command, run: Run): void {
  publishers
    .command('list')
    .description('list publishers whose stories come without a feed')
    .action(() =>
      run(async ({ ownSources }, output) => {
        const all = (await Array.fromAsync(ownSources.all())).toSorted((a, b) => a.id.localeCompare(b.id));
        output.table(
          all.map(({ keys, ...one }) => ({
            ...one,
            keys: keys.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
          })),
          {
            id: ({ id }) => id,
            name: ({ name }) => cut(name, 40),
            keys: ({ keys }) => String(keys.length),
            created: ({ createdAt }) => relative(Date.parse(createdAt), Date.now()),
          },
          'No publishers without a feed. Publish a story of your own: caravan articles publish <file>',
        );
      }),
    );
}

function rotateKeyCommand(publishers: Command, run: Run): void {
  publishers
    .command('rotate-key <id>')
    .description('make a new key, shown once; the old one ends in 24 hours')
    .action((id: string) =>
      run(async (deployment, output) => {
        const { name, keys } = await find(deployment, id);
        const { key, hash } = makeKey('cvp', id);
        const now = Date.now();
        const ends = instant(new Date(now + overlapMs));
        if (!(await deployment.ownSources.setKeys(id, rotated(keys, hash, instant(new Date(now)), ends))))
          throw noPublisher(id);
        output.change(
          deployment,
          { id, key },
          () => `${name} has a new key; the one before ends ${ends}.\n\n${keyInWords(key, deployment)}`,
        );
      }),
    );
}

async function find({ ownSources }: Deployment, id: string): Promise<OwnSource> {
  const found = await ownSources.get(id);
  if (!found) throw noPublisher(id);
  return found;
}

const noPublisher = (id: string): OperatorError =>
  new OperatorError(
    `There is no publisher ${id} whose stories come without a feed. "caravan publishers list" shows them.`,
  );

const keyInWords = (key: string, { url }: Deployment): string =>
  `Its key, which is shown only now:\n  ${key}\n\nIt writes this publisher's stories, and opens nothing else: ${url}/v1/docs#putStory`;
