import { Option } from 'commander';
import type { Command } from 'commander';
import { inWords, ruleKinds } from '../modules/editors/rule.ts';
import type { RuleKind } from '../modules/editors/rule.ts';
import { addRule, removeRule, tryRule } from '../modules/operations/editorRules.ts';
import type { GivenRule, RuleList } from '../modules/operations/editorRules.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { cut, relative } from '../modules/operations/words.ts';
import { parseLimit } from './arguments.ts';
import type { Run } from './run.ts';

type Asked = Partial<Record<RuleKind, string>>;

const lists = {
  holds: {
    description: 'rules by which stories wait until an editor approves them',
    comesTo: (rule: string) =>
      `What matches ${rule} waits for an editor from now on ("caravan articles held"); a poll that runs just now may pass it.`,
    ended: (rule: string) =>
      `${rule} holds nothing more; what waits goes on waiting: caravan articles approve, or refuse.`,
    would: 'would have waited',
  },
  blocks: {
    description: 'rules by which stories are not taken in',
    comesTo: (rule: string) =>
      `What matches ${rule} is not taken in from now on; a poll that runs just now may pass it. What is out stays: ` +
      'caravan articles withdraw.',
    ended: (rule: string) => `${rule} is not blocked any more; what stands in feeds still comes in.`,
    would: 'would not have been taken in',
  },
} as const;

/** `caravan holds …` and `caravan blocks …` */
export function editorRulesCommands(program: Command, run: Run): void {
  for (const list of ['holds', 'blocks'] as const) {
    const command = program.command(list).description(lists[list].description);
    listCommand(command, list, run);
    addCommand(command, list, run);
    withKinds(command.command('remove').description('end a rule')).action((asked: Asked) =>
      run(async (deployment, output) => {
        const rule = await removeRule(deployment, list, one(asked));
        output.change(deployment, { removed: rule }, () => lists[list].ended(inWords(rule)));
      }),
    );
  }
}

function listCommand(command: Command, list: RuleList, run: Run): void {
  command
    .command('list')
    .description('list the rules')
    .action(() =>
      run(async (deployment, output) => {
        const now = Date.now();
        output.table(
          (await deployment.editorRules.all())[list],
          {
            rule: (rule) => inWords(rule),
            since: ({ addedAt }) => relative(Date.parse(addedAt), now),
            why: ({ note }) => note,
          },
          `No rule: "caravan ${list} add --help" says how to make one.`,
        );
      }),
    );
}

function addCommand(command: Command, list: RuleList, run: Run): void {
  withKinds(command.command('add').description('make a rule'))
    .option('--note <words>', 'why, for other editors', '')
    .option('--dry-run', 'only show which of the newest articles it would have matched', false)
    .option('--last <n>', 'with --dry-run: of so many articles, 200 at most', parseLimit, 200)
    .addHelpText(
      'after',
      `\nA word is matched whole, without its capitals and accents, in title and text; a phrase as it stands.\n\n` +
        `Examples:\n  caravan ${list} add --word "bomb threat" --note "Two people look at these" --dry-run\n` +
        `  caravan ${list} add --topic Elections`,
    )
    .action(({ note, dryRun, last, ...asked }: Asked & { note: string; dryRun: boolean; last: number }) =>
      run(async (deployment, output) => {
        if (!dryRun) {
          const rule = await addRule(deployment, list, { ...one(asked), note }, new Date());
          output.change(deployment, { added: rule }, () => lists[list].comesTo(inWords(rule)));
          return;
        }
        const { rule, looked, matching } = await tryRule(deployment, one(asked), last);
        const found = matching.map(({ id, title, source }) => ({ id, title, source: source.name }));
        output.show({ rule, looked, matching: found }, () =>
          [
            ...found.map(({ id, title, source }) => `${id}  ${cut(title, 70)} (${source})`),
            `Of the newest ${looked} articles ${found.length} ${lists[list].would}, by ${inWords(rule)}.`,
          ].join('\n'),
        );
      }),
    );
}

const withKinds = (command: Command): Command =>
  [
    new Option('--source <id>', 'all of a source'),
    new Option('--topic <name>', 'all of a topic'),
    new Option('--word <words>', 'a word or a phrase in title or text'),
    new Option('--author <name>', 'by this author'),
    new Option('--address <address>', 'at this domain, or below this address'),
  ].reduce((all, option) => all.addOption(option), command);

/** @throws OperatorError unless there is one */
function one(asked: Asked): GivenRule {
  const given = ruleKinds.flatMap((kind) => (asked[kind] === undefined ? [] : [{ kind, value: asked[kind] }]));
  const [rule] = given;
  if (rule === undefined || given.length > 1)
    throw new OperatorError('Name one of --source, --topic, --word, --author and --address.');
  return rule;
}
