import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { freeTopic, listTopics, moveTopics } from '../modules/operations/topicCare.ts';
import type { ListedTopic, TopicsMoved } from '../modules/operations/topicCare.ts';
import type { Topic } from '../platform/values/schema.ts';
import { topicOf } from '../platform/values/topic.ts';
import type { Run } from './run.ts';

/** `caravan topics …` */
export function topicsCommands(program: Command, run: Run): void {
  const topics = program.command('topics').description('merge, rename and hide topics');

  listCommand(topics, run);
  const move = (from: readonly string[], to: Topic | null, dryRun: boolean) =>
    run(async (deployment, output) => {
      const moved = await moveTopics(from, to, deployment, { dryRun, now: new Date() });
      if (dryRun) output.show({ ...moved, dryRun }, (one) => wordsOf(one, true));
      else output.change(deployment, moved, (one) => wordsOf(one, false));
    });
  topics
    .command('merge <slugs...>')
    .description('put one topic in the place of others, in stories that are out and in all that come')
    .requiredOption('--into <name>', 'the topic that takes their place, by its name', parseTopic)
    .option('--dry-run', 'only count', false)
    .addHelpText('after', '\nExample:\n  caravan topics merge economics economy-trade --into Economy --dry-run')
    .action((slugs: string[], { into, dryRun }: { into: Topic; dryRun: boolean }) =>
      move(
        slugs.filter((slug) => slug !== into.slug),
        into,
        dryRun,
      ),
    );
  topics
    .command('rename')
    .argument('<slug>', 'the topic')
    .argument('<name>', 'its new name; its address follows', parseTopic)
    .description('give a topic another name')
    .option('--dry-run', 'only count', false)
    .action((slug: string, to: Topic, { dryRun }: { dryRun: boolean }) => move([slug], to, dryRun));
  topics
    .command('hide <slugs...>')
    .description('take topics from all stories, pages and choices; the stories stay')
    .option('--dry-run', 'only count', false)
    .action((slugs: string[], { dryRun }: { dryRun: boolean }) => move(slugs, null, dryRun));
  freeCommand(topics, run);
}

function listCommand(topics: Command, run: Run): void {
  topics
    .command('list')
    .description('list topics by their use, and what became of those that were merged, renamed or hidden')
    .action(() =>
      run(async (deployment, output) => {
        output.table(
          await listTopics(deployment),
          {
            slug: ({ slug }) => slug,
            name: ({ name }) => name,
            'used of late': ({ recent }) => String(recent),
            becomes: becomesInWords,
          },
          'No topics yet: articles bring them, or "caravan sources edit <id> --topics".',
        );
      }),
    );
}

function freeCommand(topics: Command, run: Run): void {
  topics
    .command('free <slug>')
    .description('end a merge, a new name or a hiding: stories that come have the topic again')
    .action((slug: string) =>
      run(async (deployment, output) => {
        await freeTopic(slug, deployment);
        output.change(
          deployment,
          { slug },
          () => `Stories that come have ${slug} again; those that are out stay as they are.`,
        );
      }),
    );
}

function parseTopic(text: string): Topic {
  const topic = topicOf(text);
  if (!topic) throw new InvalidArgumentError('Write a name with a letter or a digit.');
  return topic;
}

const becomesInWords = ({ becomes }: ListedTopic): string => {
  if (becomes === undefined) return '';
  return becomes === null ? '(hidden)' : `${becomes.name} (${becomes.slug})`;
};

function wordsOf({ from, to, articles, endpoints, readers }: TopicsMoved, dryRun: boolean): string {
  const gone = from.filter((slug) => slug !== to?.slug);
  const [is, are] = dryRun ? ['would be', 'would be'] : ['is', 'are'];
  return [
    to === null ? `${from.join(', ')} ${is} hidden.` : `${from.join(', ')} ${is} ${to.name} (${to.slug}).`,
    `${articles} articles ${are} changed; their readers ${are} told by what it changes for each.`,
    ...(endpoints.length > 0
      ? [`These endpoints ask for ${gone.join(', ')}, and hear of its stories no more: ${endpoints.join(', ')}.`]
      : []),
    ...(readers > 0 ? [`${readers} readers by mail chose ${gone.join(', ')}, which no story has now.`] : []),
  ].join('\n');
}
