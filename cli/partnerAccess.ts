import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { entitle } from '../modules/operations/entitle.ts';
import { findPartner } from '../modules/operations/findPartner.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { endPortalLinks, makePortalLink, setContact, usualLinkDays } from '../modules/operations/partnerAccess.ts';
import { articleFormats } from '../modules/webhooks/entitlement.ts';
import type { Entitlement } from '../modules/webhooks/entitlement.ts';
import { monthOf } from '../modules/webhooks/usage.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseFuture } from './arguments.ts';
import type { Run } from './run.ts';

/** `caravan partners contact|portal|entitle|report`: whom to tell, who sees, what they may have, and what they had. */
export function partnerAccessCommands(partners: Command, run: Run): void {
  contactCommand(partners, run);
  portalCommand(partners, run);
  entitleCommand(partners, run);
  reportCommand(partners, run);
}

function contactCommand(partners: Command, run: Run): void {
  partners
    .command('contact <id> <address>')
    .description('who is told by mail when an endpoint of the partner fails or is disabled; "none" for nobody')
    .action((id: string, typed: string) =>
      run(async (deployment, output) => {
        const { contact, said } = await setContact(deployment, id, typed);
        output.change(deployment, { id, contact }, () => said);
      }),
    );
}

const mostLinkDays = 90;

function portalCommand(partners: Command, run: Run): void {
  partners
    .command('portal <id>')
    .description('make a link to the pages where the partner sees its webhooks and deliveries, and mends them')
    .option('--days <days>', `how long it works, ${mostLinkDays} at most`, parseDays, usualLinkDays)
    .option('--revoke', 'make none: every link that was made ends at once')
    .action((id: string, { days, revoke = false }: { days: number; revoke?: boolean }) =>
      run(async (deployment, output) => {
        if (revoke) {
          const { revoked, said } = await endPortalLinks(deployment, id);
          output.change(deployment, { id, revoked }, () => said);
          return;
        }
        const { url, ends, said } = await makePortalLink(deployment, id, days, new Date());
        const back = `Take it back: caravan partners portal ${id} --revoke`;
        output.change(deployment, { id, url, ends }, () => `${said}\n\n${back}`);
      }),
    );
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > mostLinkDays)
    throw new InvalidArgumentError(`Write a whole number of days, from 1 to ${mostLinkDays}.`);
  return days;
}

interface EntitleOptions {
  readonly sources?: string[];
  readonly topics?: string[];
  readonly languages?: string[];
  readonly formats?: ('json' | 'ninjs')[];
  readonly fullText: boolean;
  readonly until?: Instant;
  readonly everything?: boolean;
}

function entitleCommand(partners: Command, run: Run): void {
  partners
    .command('entitle <id>')
    .description('say what a partner may have; what is left out is not limited. It replaces what was said before')
    .option('--sources <ids>', 'of these sources alone, with commas between', parseNames)
    .option('--topics <slugs>', 'of these topics alone', parseNames)
    .option('--languages <ranges>', 'in these languages alone: en takes en-GB too', parseNames)
    .option(
      '--formats <formats>',
      `in these forms alone: ${articleFormats.join(', ')}; webhooks carry json`,
      parseFormats,
    )
    .option('--no-full-text', 'summaries alone')
    .option('--until <time>', 'nothing from then on; webhooks within the hour after it', parseFuture)
    .option('--everything', 'take every limit away')
    .addHelpText(
      'after',
      '\nExample:\n  caravan partners entitle caspian-times --topics sport,economy --until 2027-01-01T00:00Z --no-full-text',
    )
    .action((id: string, { fullText, everything = false, ...limits }: EntitleOptions) =>
      run(async (deployment, output) => {
        const partner = await findPartner(deployment, id);
        const wanted: Entitlement = { ...limits, ...(!fullText && { noFullText: true as const }) };
        const isLimited = Object.keys(wanted).length > 0;
        if (isLimited === everything)
          throw new OperatorError(
            'Say what it may have (--sources, --topics, --languages, --formats, --no-full-text, --until), or --everything.',
          );
        const entitlement = isLimited ? wanted : undefined;
        const changed = await entitle(partner, entitlement, deployment, new Date());
        output.change(
          deployment,
          { id, entitlement, endpoints: changed },
          () =>
            `${partner.name} may have ${entitlementInWords(entitlement)}. ` +
            `${changed === 1 ? '1 endpoint is' : `${changed} endpoints are`} told of what it has no more.`,
        );
      }),
    );
}

/** What a partner may have, for people. */
export function entitlementInWords(entitlement: Entitlement | undefined): string {
  if (entitlement === undefined) return 'everything';
  const { sources, topics, languages, formats, noFullText, until } = entitlement;
  return [
    sources && `sources ${sources.join(', ')}`,
    topics && `topics ${topics.join(', ')}`,
    languages && `languages ${languages.join(', ')}`,
    formats && `as ${formats.join(', ')}`,
    noFullText && 'summaries alone',
    until && `until ${until}`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

function reportCommand(partners: Command, run: Run): void {
  partners
    .command('report <id>')
    .description('the stories and corrections that a partner had in a month, by source and way: for the bill')
    .option('--month <month>', 'in UTC (default: this one)', parseMonth)
    .action((id: string, { month = monthOf(new Date()) }: { month?: string }) =>
      run(async (deployment, output) => {
        await findPartner(deployment, id);
        const found = (await deployment.usage.months(id)).find((one) => one.month === month);
        output.table(
          [...(found?.sources ?? [])],
          {
            source: ({ source }) => source,
            'by webhook': ({ webhook }) => String(webhook),
            'by pull': ({ pull }) => String(pull),
          },
          `Nothing was sent to ${id} in ${month}.`,
        );
      }),
    );
}

function parseNames(text: string): string[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0 || names.length > 100)
    throw new InvalidArgumentError('Write 1 to 100 names, with commas between.');
  return names;
}

function parseFormats(text: string): ('json' | 'ninjs')[] {
  const named = parseNames(text);
  const known = articleFormats.filter((format) => named.includes(format));
  if (known.length !== named.length)
    throw new InvalidArgumentError(`Write ${articleFormats.join(' or ')}, or both with a comma between.`);
  return known;
}

function parseMonth(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('Write a month: 2026-11.');
  return text;
}
