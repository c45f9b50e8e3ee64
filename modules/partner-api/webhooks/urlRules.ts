import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { checkUrl, guardLookup } from '../../../platform/http/addressGuard.ts';
import { FetchError } from '../../../platform/http/fetchError.ts';
import type { Fault } from '../../../platform/http/problem.ts';

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
