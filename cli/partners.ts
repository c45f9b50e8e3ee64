import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Deployment } from '../modules/operations/deployment.ts';
import { healthOf, withoutSecrets } from '../modules/operations/endpointHealth.ts';
import { findPartner, noPartner } from '../modules/operations/findPartner.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { relative } from '../modules/operations/words.ts';
import { sourceIdFor } from '../modules/sources/newSource.ts';
import { isHubPartner, partnerIdSchema } from '../modules/webhooks/endpoint.ts';
import { newApiKey, rotatedKeys } from '../modules/webhooks/partners.ts';
import type { Partner } from '../modules/webhooks/partners.ts';
import { instant } from '../platform/values/time.ts';
import { facts, tableOf } from './output.ts';
import { entitlementInWords, partnerAccessCommands } from './partnerAccess.ts';
import type { Run } from './run.ts';

/** `caravan partners …` */
export function partnersCommands(program: Command, run: Run): void {
  const partners = program.command('partners').description('manage partner sites and their API keys');

  addCommand(partners, run);
  listCommand(partners, run);
  showCommand(partners, run);
  partnerAccessCommands(partners, run);
  rotateKeyCommand(partners, run);
  removeCommand(partners, run);
}

function addCommand(partners: Command, run: Run): void {
  partners
    .command('add <name>')
    .description('add a partner, with an API key that is shown once')
    .option('--id <id>', 'its id (default: made from the name)', parsePartnerId)
    .addHelpText('after', '\nExample:\n  caravan partners add "The Caspian Times" --id caspian-times')
    .action((name: string, { id }: { id?: string }) =>
      run(async (deployment, output) => {
        const now = instant(new Date());
        const wanted = id ?? sourceIdFor(name, 'https://partner');
        if (isHubPartner(wanted))
          throw new OperatorError(
            `${wanted} would be taken for a feed program that subscribed at the hub: choose another id with --id.`,
          );
        const { key, hash } = newApiKey(wanted);
        if (!(await deployment.partners.add({ id: wanted, name, keys: [{ hash, createdAt: now }], createdAt: now }))) {
          throw new OperatorError(
            `There is a partner ${wanted} already: choose another id with --id, or give that one a new key with ` +
              `"caravan partners rotate-key ${wanted}".`,
          );
        }
        output.change(
          deployment,
          { id: wanted, name, key, docs: docsOf(deployment) },
          () => `Added ${name} as ${wanted}.\n\n${keyInWords(key)}\n\nWhat it opens: ${docsOf(deployment)}`,
        );
      }),
    );
}

function listCommand(partners: Command, run: Run): void {
  partners
    .command('list')
    .description('list partners')
    .action(() =>
      run(async (deployment, output) => {
        const [all, endpoints] = await Promise.all([
          Array.fromAsync(deployment.partners.all()),
          deployment.endpoints.all(),
        ]);
        const counts = Map.groupBy(endpoints, ({ partnerId }) => partnerId);
        const rows = all
          .toSorted((a, b) => a.id.localeCompare(b.id))
          .map(({ id, name, createdAt }) => ({ id, name, endpoints: counts.get(id)?.length ?? 0, createdAt }));
        output.table(
          rows,
          {
            id: ({ id }) => id,
            name: ({ name }) => name,
            endpoints: (row) => String(row.endpoints),
            created: ({ createdAt }) => relative(Date.parse(createdAt), Date.now()),
          },
          'No partners yet. Add one: caravan partners add <name>',
        );
      }),
    );
}

function showCommand(partners: Command, run: Run): void {
  partners
    .command('show <id>')
    .description('show a partner, with its endpoints and the dates of its keys')
    .action((id: string) =>
      run(async (deployment, output) => {
        const partner = await findPartner(deployment, id);
        const endpoints = await deployment.endpoints.ofPartner(id);
        const open = {
          ...partner,
          portals: partner.portals?.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
          keys: partner.keys.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
          endpoints: endpoints.map((endpoint) => ({ ...withoutSecrets(endpoint), health: healthOf(endpoint) })),
        };
        output.show(open, () => describe(open, Date.now()));
      }),
    );
}

function rotateKeyCommand(partners: Command, run: Run): void {
  partners
    .command('rotate-key <id>')
    .description('make a new API key, shown once; the old one ends in 24 hours')
    .action((id: string) =>
      run(async (deployment, output) => {
        const partner = await findPartner(deployment, id);
        const { key, hash } = newApiKey(id);
        const keys = rotatedKeys(partner, hash, new Date());
        if (!(await deployment.partners.setKeys(id, keys))) throw noPartner(id);
        const ends = keys[1]?.expiresAt;
        output.change(
          deployment,
          { id, key, previousEnds: ends },
          () => `${partner.name} has a new key; the one before ends ${ends ?? 'now'}.\n\n${keyInWords(key)}`,
        );
      }),
    );
}

function removeCommand(partners: Command, run: Run): void {
  partners
    .command('remove <id>')
    .description('remove a partner and its endpoints; its keys end at once')
    .option('--yes', 'even if it has endpoints')
    .action((id: string, { yes = false }: { yes?: boolean }) =>
      run(async (deployment, output) => {
        const { name } = await findPartner(deployment, id);
        const endpoints = await deployment.endpoints.ofPartner(id);
        if (endpoints.length > 0 && !yes)
          throw new OperatorError(
            `${name} has ${endpoints.length} endpoint${endpoints.length === 1 ? '' : 's'}, which would hear no ` +
              `more: caravan partners remove ${id} --yes`,
          );
        // Its keys end first, so that it cannot add an endpoint meanwhile; itself last, so that who is cut off here can
        // begin again.
        await deployment.partners.setKeys(id, []);
        for (const endpoint of await deployment.endpoints.ofPartner(id))
          await deployment.endpoints.remove(id, endpoint.id);
        await deployment.partners.remove(id);
        output.change(
          deployment,
          { id, endpoints: endpoints.length },
          () =>
            `Removed ${name}${endpoints.length > 0 ? ` and its ${endpoints.length} endpoint${endpoints.length === 1 ? '' : 's'}` : ''}.`,
        );
      }),
    );
}

const docsOf = ({ url }: Deployment) => `${url}/v1/docs`;
const keyInWords = (key: string) => `Its API key, which is shown only now:\n  ${key}`;

function parsePartnerId(text: string): string {
  if (!partnerIdSchema.safeParse(text).success)
    throw new InvalidArgumentError('Write small letters, digits and hyphens, 63 at most: caspian-times.');
  return text;
}

interface Open extends Pick<Partner, 'id' | 'name' | 'contact' | 'entitlement' | 'createdAt'> {
  readonly keys: readonly Pick<Partner['keys'][number], 'createdAt' | 'expiresAt'>[];
  readonly endpoints: readonly { id: string; url: string; health: string }[];
}

function describe({ id, name, contact, entitlement, createdAt, keys, endpoints }: Open, nowMs: number): string {
  const ending = (expiresAt: string | undefined) =>
    expiresAt === undefined
      ? 'has no end'
      : `${Date.parse(expiresAt) > nowMs ? 'ends' : 'ended'} ${relative(Date.parse(expiresAt), nowMs)}`;
  const head = facts({
    id,
    name,
    contact: contact ?? 'none: caravan partners contact <id> <address>',
    'may have': entitlementInWords(entitlement),
    created: createdAt,
    keys:
      keys.map((key) => `made ${relative(Date.parse(key.createdAt), nowMs)}, ${ending(key.expiresAt)}`).join('; ') ||
      'none',
  });
  if (endpoints.length === 0) return `${head}\n\nNo endpoints yet.`;
  return (
    `${head}\n\n` +
    `${tableOf(endpoints, { endpoint: (one) => one.id, url: ({ url }) => url, health: ({ health }) => health })}`
  );
}
