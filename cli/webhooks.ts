import type { Command } from 'commander';
import { disable, enable, recover } from '../modules/operations/endpointCare.ts';
import { healthOf, withoutSecrets } from '../modules/operations/endpointHealth.ts';
import { findEndpoint } from '../modules/operations/findEndpoint.ts';
import { findPartner } from '../modules/operations/findPartner.ts';
import { recoverableDays } from '../modules/webhooks/delivery.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';
import { instant } from '../platform/values/time.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseSince } from './arguments.ts';
import type { Run } from './run.ts';
import { describeEndpoint } from './webhookWords.ts';

const shownDeliveries = 10;

/** `caravan webhooks …` */
export function webhooksCommands(program: Command, run: Run): void {
  const webhooks = program.command('webhooks').description("manage partners' webhooks");

  listCommand(webhooks, run);
  showCommand(webhooks, run);
  recoverCommand(webhooks, run);
  disableCommand(webhooks, run);
  enableCommand(webhooks, run);
}

function listCommand(webhooks: Command, run: Run): void {
  webhooks
    .command('list')
    .description('list webhooks, with their health')
    .option('--partner <id>', 'of one partner')
    .action(({ partner }: { partner?: string }) =>
      run(async (deployment, output) => {
        const found =
          partner === undefined
            ? await deployment.endpoints.all()
            : await deployment.endpoints.ofPartner((await findPartner(deployment, partner)).id);
        const sorted = found.toSorted(
          (a, b) => a.partnerId.localeCompare(b.partnerId) || a.createdAt.localeCompare(b.createdAt),
        );
        output.table(
          sorted.map((endpoint) => ({ ...withoutSecrets(endpoint), health: healthOf(endpoint) })),
          {
            id: ({ id }) => id,
            partner: ({ partnerId }) => partnerId,
            url: ({ url }) => url,
            status: ({ status }) => status,
            health: ({ health }) => health,
          },
          'No endpoints yet. Partners make them through the API: POST /v1/webhooks',
        );
      }),
    );
}

function showCommand(webhooks: Command, run: Run): void {
  webhooks
    .command('show <id>')
    .description(`one endpoint, with its last ${shownDeliveries} deliveries`)
    .action((given: string) =>
      run(async (deployment, output) => {
        const endpoint = await findEndpoint(deployment, given);
        const deliveries = await deployment.ledger.ofEndpoint(
          { partnerId: endpoint.partnerId, endpointId: endpoint.id },
          shownDeliveries,
        );
        output.show({ ...withoutSecrets(endpoint), health: healthOf(endpoint), deliveries }, () =>
          describeEndpoint(endpoint, deliveries, Date.now()),
        );
      }),
    );
}

function recoverCommand(webhooks: Command, run: Run): void {
  webhooks
    .command('recover <id>')
    .description('send everything that it missed since a time')
    .requiredOption(
      '--since <time>',
      `with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h, 7d; at most ${recoverableDays} days back`,
      parseSince,
    )
    .addHelpText('after', '\nExample:\n  caravan webhooks recover wh_3f0c… --since 24h')
    .action((given: string, { since }: { since: Instant }) =>
      run(async (deployment, output) => {
        const endpoint = await findEndpoint(deployment, given);
        const { id } = endpoint;
        await recover(endpoint, since, deployment, new Date());
        output.change(
          deployment,
          { id, since },
          () => `What ${id} has not had since ${since} is on the way. Follow it: caravan webhooks show ${id}`,
        );
      }),
    );
}

function disableCommand(webhooks: Command, run: Run): void {
  webhooks
    .command('disable <id>')
    .description('stop sending to a webhook')
    .option('--reason <text>', 'why, as the partner will read it', 'An operator disabled it.')
    .action((given: string, { reason }: { reason: string }) =>
      run(async (deployment, output) => {
        const endpoint = await disable(await findEndpoint(deployment, given), reason, deployment, new Date());
        output.change(
          deployment,
          withoutSecrets(endpoint),
          () => `${endpoint.id} is disabled. Undo it: caravan webhooks enable ${endpoint.id}`,
        );
      }),
    );
}

function enableCommand(webhooks: Command, run: Run): void {
  webhooks
    .command('enable <id>')
    .description('send to a webhook again, from now on')
    .action((given: string) =>
      run(async (deployment, output) => {
        const before = await findEndpoint(deployment, given);
        const endpoint = await enable(before, deployment, new Date());
        output.change(
          deployment,
          withoutSecrets(endpoint),
          () =>
            `${endpoint.id} is enabled. What it missed comes with: ` +
            `caravan webhooks recover ${endpoint.id} --since ${missedSince(before, Date.now())}`,
        );
      }),
    );
}

/**
 * Since when it may have missed something, as far back as can be recovered. What was announced a little before may have
 * come to it too late; more than it lacks is never sent, so an hour more costs nothing.
 */
function missedSince({ disabled, failingSince }: Endpoint, nowMs: number): string {
  const from = Date.parse(failingSince ?? disabled?.at ?? new Date(nowMs).toISOString()) - 3_600_000;
  return nowMs - from < recoverableDays * 86_400_000 ? instant(new Date(from)) : `${recoverableDays}d`;
}
