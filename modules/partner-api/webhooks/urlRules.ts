import { checkUrl } from '../../../platform/http/addressGuard.ts';
import { FetchError } from '../../../platform/http/fetchError.ts';
import type { Fault } from '../../../platform/http/problem.ts';
import type { ApiServices } from '../services.ts';

/** What keeps webhooks from going to an address; the name is looked up, so it must lead somewhere now. */
export async function urlFaults(
  text: string,
  { local, resolve }: Pick<ApiServices, 'local' | 'resolve'>,
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
