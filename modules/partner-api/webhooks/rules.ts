import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { checkUrl, FetchError, guardLookup } from '../../../platform/http/addressGuard.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { Fault } from '../../../platform/http/problem.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import type { Filter } from '../../articles/filter.ts';
import { sourceSchema } from '../../sources/source.ts';
import type { SourcesTable } from '../../sources/sourcesTable.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { EndpointsTable } from '../../webhooks/endpointsTable.ts';
import type { Partner } from '../../webhooks/partners.ts';

/** Why a filter can match nothing; an empty list where it can match something. */
export async function filterFaults(
  { sources = [], topics = [], languages = [] }: Filter,
  table: Pick<SourcesTable, 'get'>,
): Promise<Fault[]> {
  const fault = (list: keyof Filter, index: number, detail: string): Fault => ({
    pointer: `#/filter/${list}/${index}`,
    detail: `can match nothing: ${detail}`,
  });
  const known = await Promise.all(
    sources.map(async (id) => sourceSchema.shape.id.safeParse(id).success && (await table.get(id)) !== undefined),
  );
  return [
    ...known.flatMap((is, index) =>
      is ? [] : [fault('sources', index, 'there is no source with this id; take the source.id of an article')],
    ),
    ...topics.flatMap((topic, index) =>
      isSlug(topic)
        ? []
        : [
            fault(
              'topics',
              index,
              `this is no topic's slug${slugOf(topic) === '' ? '' : `; did you mean "${slugOf(topic)}"?`}`,
            ),
          ],
    ),
    ...languages.flatMap((range, index) =>
      isLanguage(range)
        ? []
        : [fault('languages', index, 'this is no BCP 47 tag in its canonical form, such as "en" or "pt-BR"')],
    ),
  ];
}

export const isSlug = (text: string): boolean => text !== '' && slugOf(text) === text;

/** Articles carry canonical tags in lower case, so one that is not canonical ("iw" for "he") is never met. */
export function isLanguage(text: string): boolean {
  try {
    return text.length <= 35 && Intl.getCanonicalLocales(text)[0]?.toLowerCase() === text.toLowerCase();
  } catch {
    return false; // RangeError: the platform's word for an invalid tag
  }
}

/** The faults of a webhook's address. Its name is looked up, and must lead somewhere now. */
export async function urlFaults(
  text: string,
  { local, resolve }: { local: boolean; resolve: (hostname: string) => Promise<void> },
): Promise<Fault[]> {
  const fault = (detail: string): Fault[] => [{ pointer: '#/url', detail }];
  if (!URL.canParse(text)) return fault('is no URL: give the whole address, with https://');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:'))
    return fault('must begin with https://: webhooks are sent over TLS only');
  if (url.hash !== '') return fault('has a fragment (what follows #), which is never sent: leave it out');
  try {
    checkUrl(url, local);
    await resolve(url.hostname);
    return [];
  } catch (error) {
    if (error instanceof FetchError) return fault(`cannot be used: ${error.message}`);
    throw error;
  }
}

const patienceMs = 5_000;

/**
 * Looks a name up as webhooks will.
 * @param lookup the resolver, the system's by default
 * @throws FetchError where it leads nowhere, or to no public address
 */
export function resolver(allowLoopback: boolean, lookup?: LookupFunction): (hostname: string) => Promise<void> {
  const guarded = guardLookup(allowLoopback, lookup);
  return async (hostname) => {
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return; // checked as it stands, by checkUrl
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<void>((done, fail) => {
      timer = setTimeout(() => {
        fail(new FetchError('dns', `The name ${hostname} did not resolve within ${patienceMs / 1000} s: try again.`));
      }, patienceMs);
      guarded(hostname, { all: true }, (error) => {
        if (!error) done();
        else
          fail(
            error instanceof FetchError
              ? error
              : new FetchError(
                  'dns',
                  `The name ${hostname} does not resolve now (${error.code ?? 'no code'}): correct it, or set up its DNS first.`,
                  { cause: error },
                ),
          );
      });
    });
    await answered.finally(() => {
      clearTimeout(timer);
    });
  };
}

/** @throws Problem 404, also where it is another partner's: ids of others are not confirmed */
export async function findWebhook(partner: Partner, id: string, endpoints: EndpointsTable): Promise<Endpoint> {
  const endpoint = await endpoints.get(partner.id, id);
  if (!endpoint) throw noWebhook(id);
  return endpoint;
}

export const noWebhook = (id: string): Problem =>
  new Problem(404, `You have no webhook ${id}: GET /v1/webhooks lists those that you have.`);

/** @throws Problem 409 */
export function refuseDisabled({ status, disabled }: Endpoint): void {
  if (status === 'enabled') return;
  throw new Problem(
    409,
    `The webhook is disabled${disabled ? ` (${disabled.reason})` : ''}: enable it first, with PATCH {"status": "enabled"}.`,
  );
}
