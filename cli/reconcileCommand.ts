import type { Command } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { reconcileDeliveries } from '../modules/operations/reconcile/deliveries.ts';
import type { EndpointAccount } from '../modules/operations/reconcile/deliveries.ts';
import { digestWords, reconcileDigests } from '../modules/operations/reconcile/digests.ts';
import { reconciledWords } from '../modules/operations/reconcile/words.ts';
import { recoverableDays } from '../modules/webhooks/delivery.ts';
import { isBalanced, standings } from '../modules/webhooks/deliveryAudit.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseSince } from './arguments.ts';
import { tableOf } from './output.ts';
import type { Run } from './run.ts';

interface Options {
  readonly since: Instant;
  readonly dryRun: boolean;
  readonly endpoint?: string;
}

const headings: Readonly<Record<(typeof standings)[number], string>> = {
  delivered: 'delivered',
  superseded: 'superseded',
  pending: 'pending',
  failed: 'failed',
  filtered: 'filtered',
  notOwed: 'not owed',
  onItsWay: 'on its way',
  noNews: 'no news',
  missing: 'missing',
};

/** `caravan reconcile --since <time>` */
export function reconcileCommand(program: Command, run: Run): void {
  program
    .command('reconcile')
    .description('compare announcements with deliveries, and send what no queue would deliver any more')
    .requiredOption(
      '--since <time>',
      `with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h, 7d; at most ${recoverableDays} days back`,
      parseSince,
    )
    .option('--endpoint <id>', 'only this endpoint, and no digests')
    .option('--dry-run', 'only count', false)
    .addHelpText(
      'after',
      `
not owed     was announced before the endpoint was made, enabled or changed, or it is disabled: "webhooks recover" brings it
on its way   younger than 15 minutes
no news      taken back since, or never announced

Example:
  caravan reconcile --since 24h --dry-run`,
    )
    .action((options: Options) =>
      run(async (deployment, output) => {
        const endpoints = await reconcileDeliveries(deployment, options);
        const readers = options.endpoint === undefined ? await reconcileDigests(deployment, options) : undefined;
        const { since, dryRun } = options;
        const rows = endpoints.map(({ endpoint: { id, partnerId }, published, counts }) => ({
          endpoint: id,
          partner: partnerId,
          published,
          ...counts,
        }));
        output.change(deployment, { since, dryRun, endpoints: rows, ...(readers && { readers }) }, () =>
          [
            rows.length === 0 ? 'No endpoints yet.' : tableOf(endpoints, columns),
            readers && digestWords(readers),
            reconciledWords(endpoints, readers?.neverDue ?? 0, dryRun),
          ]
            .filter(Boolean)
            .join('\n\n'),
        );
        refuseUnbalanced(endpoints);
      }),
    );
}

const columns: Record<string, (row: EndpointAccount) => string> = {
  endpoint: ({ endpoint }) => endpoint.id,
  partner: ({ endpoint }) => endpoint.partnerId,
  published: ({ published }) => String(published),
  ...Object.fromEntries(
    standings.map((standing) => [headings[standing], ({ counts }: EndpointAccount) => String(counts[standing])]),
  ),
};

/** Every announcement stands in one place: where the sum does not come out, the ledger knows what the log does not. */
function refuseUnbalanced(endpoints: readonly EndpointAccount[]): void {
  const astray = endpoints.filter((account) => !isBalanced(account)).map(({ endpoint: { id } }) => id);
  if (astray.length > 0)
    throw new OperatorError(
      `The sum does not come out for ${astray.join(', ')}: the ledger has rows that the log of announcements has ` +
        'not, as after a restore of one table alone (docs/restoring.md).',
    );
}
