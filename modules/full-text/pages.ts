import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import type { GuardedResponse } from '../../platform/http/guardedFetch.ts';
import { BoundedProcess, ProcessEnded } from '../../platform/runtime/boundedProcess.ts';
import type { PageAnswer, PageRequest, PageText } from './page.ts';
import { refusalByHeaders } from './rights.ts';
import { SiteRulesCache } from './siteRules.ts';
import type { Asking } from './siteRules.ts';

/** Of one page: of each request, of all of them, and of reading it. A page of a newspaper has up to 2 MB. */
const pageLimits = {
  fetchMs: 5_000,
  allFetchesMs: 10_000,
  readMs: 4_000,
  heapMb: 200,
  maxBytes: 4_000_000,
  maxRedirects: 5,
} as const;

/** Beside the handler in its bundle, and beside this file in the project. */
const reader = new URL(import.meta.url.endsWith('.ts') ? './pageReader.ts' : './pageReader.mjs', import.meta.url);
const logins = new Set([401, 402, 403, 451]);

/** Reads pages of articles, as far as their publishers let programs. */
export class Pages {
  readonly #asking: Asking;
  readonly #rules: SiteRulesCache;
  readonly #process = new BoundedProcess<PageRequest, PageAnswer>(reader, {
    milliseconds: pageLimits.readMs,
    heapMb: pageLimits.heapMb,
  });

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#rules = new SiteRulesCache(asking);
  }

  /**
   * The text of one page. It is never an error: all that goes wrong is an answer.
   * @param address of an article
   * @param sites addresses of the publisher's own: the page, and whatever it redirects to, is on one of their hosts
   */
  async read(address: string, sites: readonly string[]): Promise<PageText> {
    try {
      if (!isOn(sites, address)) return { refused: 'as it is on another site' };
      return await this.#read(address, sites);
    } catch (error) {
      if (error instanceof FetchError) return { failed: error.kind };
      if (error instanceof ProcessEnded) return { failed: `reading it ${error.message}` };
      throw error;
    }
  }

  /** Ends the process, if there is one. */
  stop(): void {
    this.#process.stop();
  }

  async #read(address: string, sites: readonly string[]): Promise<PageText> {
    const end = Date.now() + pageLimits.allFetchesMs;
    const forbidden = await this.#forbidden(address, end);
    if (forbidden !== undefined) return forbidden;
    const { userAgent, allowLoopback } = this.#asking;
    const { maxBytes, maxRedirects } = pageLimits;
    const timeoutMs = timeoutUntil(end);
    const headers = { 'user-agent': userAgent, accept: 'text/html, application/xhtml+xml;q=0.9' };
    const response = await guardedFetch({ url: address, headers, allowLoopback, timeoutMs, maxBytes, maxRedirects });
    if (!isOn(sites, response.url)) return { refused: 'as it leads to another site' };
    const moved = response.url === address ? undefined : await this.#forbidden(response.url, end);
    const bad = moved ?? badAnswer(response);
    if (bad !== undefined) return bad;
    const contentType = response.headers['content-type'] ?? '';
    return asText(await this.#process.ask({ body: response.body, contentType, address: response.url }));
  }

  /** Why the site's rules forbid an address. */
  async #forbidden(address: string, end: number): Promise<PageText | undefined> {
    const rules = await this.#rules.of(address, timeoutUntil(end), Date.now());
    if (rules === undefined) return { refused: 'as robots.txt cannot be had' };
    if (rules.robots === undefined && rules.tdm === undefined) return undefined;
    const answer = await this.#process.ask({ rules, address, userAgent: this.#asking.userAgent });
    return 'isAllowed' in answer ? undefined : answer;
  }
}

const timeoutUntil = (end: number): number => Math.max(1_000, Math.min(pageLimits.fetchMs, end - Date.now()));
const asText = (answer: PageAnswer): PageText => ('isAllowed' in answer ? { failed: 'no answer' } : answer);

function badAnswer({ status, headers, isCut }: GuardedResponse): PageText | undefined {
  if (logins.has(status)) return { refused: `by its server (${status})` };
  if (status === 429 || status === 503) return { failed: `status ${status}`, isPause: true };
  if (status !== 200) return { failed: `status ${status}` };
  const refused = refusalByHeaders(headers);
  if (refused !== undefined) return { refused };
  if (isCut) return { failed: 'the page was cut off' };
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '')
    ? undefined
    : { failed: 'it is no HTML' };
}

/** Whether an address is on the host of one of the sites, above or below it: "rss.news.example" and "news.example". */
const isOn = (sites: readonly string[], address: string): boolean =>
  sites.some((site) => isWithin(hostOf(site), hostOf(address)) || isWithin(hostOf(address), hostOf(site)));
const isWithin = (host: string, other: string): boolean => host === other || host.endsWith(`.${other}`);
const hostOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '');
