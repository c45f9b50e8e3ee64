import { Option } from 'commander';
import type { Command } from 'commander';
import { articleStatuses, heldUntil } from '../modules/articles/article.ts';
import type { Article } from '../modules/articles/article.ts';
import { embargoed, released, restored, withdrawn } from '../modules/articles/articleLifecycle.ts';
import { findArticle } from '../modules/operations/findArticle.ts';
import { pinArticle, unpinArticle } from '../modules/operations/pinArticle.ts';
import { changeArticle } from '../modules/articles/changeArticle.ts';
import type { ListName } from '../modules/articles/filter.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { cut, relative } from '../modules/operations/words.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseFuture, parseLimit } from './arguments.ts';
import { heldCommands } from './held.ts';
import { facts } from './output.ts';
import { publishCommands } from './publish.ts';
import type { Run } from './run.ts';
import { withdrawCommand } from './withdraw.ts';

interface ListOptions {
  source?: string;
  topic?: string;
  status: Article['status'];
  limit: number;
}

/** `caravan articles …` */
export function articlesCommands(program: Command, run: Run): void {
  const articles = program.command('articles').description('manage articles');

  listCommand(articles, run);
  showCommand(articles, run);
  publishCommands(articles, run);
  pinCommands(articles, run);
  heldCommands(articles, run);

  const change = (id: string, verb: string, decide: (article: Article) => Article | undefined) =>
    run(async (deployment, output) => {
      const before = await findArticle(deployment, id);
      const after = await changeArticle(deployment.articles, before.id, decide, before);
      if (!after) throw new OperatorError(`${before.id} is ${before.status}: it cannot be ${verb}.`);
      output.change(
        deployment,
        after,
        () =>
          `"${cut(after.title, 70)}" is ${stateInWords(after)} now (version ${after.version}); readers are told at once.`,
      );
    });

  withdrawCommand(articles, run, (id, reason) =>
    change(id, 'withdrawn', (article) => withdrawn(article, 'operator', reason, new Date())),
  );
  articles
    .command('restore <id>')
    .description('undo a withdrawal')
    .action((id: string) => change(id, 'restored', (article) => restored(article, new Date())));
  articles
    .command('embargo <id>')
    .description(
      'hold an article until a time, also one that is out. A later embargo of its publisher still holds; release ends that',
    )
    .requiredOption('--until <time>', 'with its zone: 2026-12-01T09:00+05:00', parseFuture)
    .action((id: string, { until }: { until: Instant }) =>
      change(id, 'embargoed', (article) => embargoed(article, until, new Date())),
    );
  articles
    .command('release <id>')
    .description('end any embargo on an article, whoever set it; what editors hold is approved by "approve"')
    .action((id: string) => change(id, 'released, as no embargo holds it', (article) => released(article, new Date())));
}

/** What editors say must be read. */
function pinCommands(articles: Command, run: Run): void {
  articles
    .command('pin <id>')
    .description('put an article among what must be read on the front page; the last one pinned leads')
    .requiredOption('--until <time>', 'with its zone: 2026-12-01T09:00+05:00', parseFuture)
    .action((given: string, { until }: { until: Instant }) =>
      run(async (deployment, output) => {
        const { article, said } = await pinArticle(deployment, given, until, new Date());
        output.change(deployment, { id: article.id, until }, () => said);
      }),
    );
  articles
    .command('unpin <id>')
    .description('take an article back from what must be read')
    .action((given: string) =>
      run(async (deployment, output) => {
        const { article, said } = await unpinArticle(deployment, given);
        output.change(deployment, { id: article.id }, () => said);
      }),
    );
  articles
    .command('pins')
    .description('list what editors pinned')
    .action(() =>
      run(async (deployment, output) => {
        const pins = await deployment.pins.standing(new Date());
        output.show(pins, () =>
          pins.length === 0
            ? 'Nothing is pinned. Must read is what several sources tell.'
            : pins.map(({ articleId, until }) => `${articleId}  until ${until}`).join('\n'),
        );
      }),
    );
}

function listCommand(articles: Command, run: Run): void {
  articles
    .command('list')
    .description('list the newest articles')
    .addOption(new Option('--source <id>', 'of one source').conflicts('topic'))
    .option('--topic <slug>', 'of one topic')
    .addOption(
      new Option('--status <status>', 'only this status; any but live reads the whole table')
        .choices(articleStatuses)
        .default('live'),
    )
    .option('--limit <n>', 'how many, 200 at most', parseLimit, 20)
    .action((options: ListOptions) =>
      run(async (deployment, output) => {
        const now = Date.now();
        output.table(
          await find(deployment, options),
          {
            id: ({ id }) => id,
            v: ({ version }) => String(version),
            listed: ({ listedAt }) => relative(Date.parse(listedAt), now),
            source: ({ source }) => source.name,
            title: ({ title }) => title,
          },
          `No ${options.status} articles.`,
        );
      }),
    );
}

function showCommand(articles: Command, run: Run): void {
  articles
    .command('show <id>')
    .description('one article')
    .action((id: string) =>
      run(async (deployment, output) => {
        output.show(await findArticle(deployment, id), describe);
      }),
    );
}

async function find(
  { articles, lists }: Deployment,
  { source, topic, status, limit }: ListOptions,
): Promise<Article[]> {
  if (status !== 'live') {
    const found: Article[] = [];
    for await (const article of articles.all(status)) {
      if (
        (source === undefined || article.source.id === source) &&
        (topic === undefined || article.topics.some(({ slug }) => slug === topic))
      )
        found.push(article);
      if (found.length === limit) break;
    }
    return found;
  }
  const list = listNamed(source, topic);
  const entries = (await lists.newest(list, limit, ({ gone }) => !gone)).filter(({ gone }) => !gone).slice(0, limit);
  if (entries.length === 0 && list.kind !== 'all' && !(await lists.describe(list)))
    throw new OperatorError(
      `No article was ever of the ${list.kind} ${list.slug}: "caravan ${list.kind}s list" shows all.`,
    );
  const rows = await articles.getMany(entries.map(({ id }) => id));
  return entries.flatMap(({ id }) => rows.get(id) ?? []);
}

function listNamed(source: string | undefined, topic: string | undefined): ListName {
  if (source !== undefined) return { kind: 'source', slug: source };
  return topic === undefined ? { kind: 'all' } : { kind: 'topic', slug: topic };
}

function stateInWords(article: Article): string {
  if (article.status !== 'embargoed') return article.status;
  return article.hold === undefined
    ? `embargoed until ${article.embargoUnread === undefined ? (heldUntil(article) ?? '') : 'it is released'}`
    : 'on hold until an editor approves it';
}

function describe(article: Article): string {
  const {
    id,
    version,
    status,
    title,
    url,
    source,
    authors,
    topics,
    language,
    published,
    firstSeen,
    changedAt,
    embargoUntil,
    embargoUnread,
    operatorEmbargo,
    embargoLifted,
    hold,
    correctionOnHold,
    expiresAt,
    withdrawal,
    corrections = [],
    operatorsParts,
    backlog,
    summary,
  } = article;
  return facts({
    id,
    version,
    status,
    title,
    url,
    source: `${source.name} (${source.id})`,
    authors: authors.join(', '),
    topics: topics.map(({ name }) => name).join(', '),
    language,
    published,
    'first seen': firstSeen,
    changed: changedAt,
    embargo: embargoUnread === undefined ? embargoUntil : `cannot be read: ${JSON.stringify(embargoUnread)}`,
    "operator's embargo": operatorEmbargo,
    'lifted by the operator': embargoLifted,
    'on hold': hold && `since ${hold.at}, by the rule ${hold.rule}`,
    'correction on hold': correctionOnHold && `since ${correctionOnHold.at}, by the rule ${correctionOnHold.rule}`,
    backlog: backlog && 'old when Caravan first saw it',
    expires: expiresAt,
    withdrawn: withdrawal && `by the ${withdrawal.by}: ${withdrawal.reason}`,
    corrected: corrections.map(({ at, line }) => `${at} ${line}`).join(' · '),
    "in the operator's words": operatorsParts?.join(', '),
    summary: cut(summary, 300),
  });
}
