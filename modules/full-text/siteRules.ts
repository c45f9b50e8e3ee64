import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import type { GuardedResponse } from '../../platform/http/guardedFetch.ts';
import type { SiteRules } from './page.ts';

/** RFC 9309, 2.4: no longer than a day; and 2.5: at least 500 KiB are read. */
const keptMs = 86_400_000;
/** What could not be asked is asked again by a later poll. */
const keptFailureMs = 600_000;
const mostSites = 200;
const maxBytes = 1_000_000;

export interface Asking {
  readonly userAgent: string;
  readonly allowLoopback: boolean;
}

type Known = { readonly rules: SiteRules | undefined; readonly until: number };

/** The rules of sites, kept for a day at most in the worker's memory. */
export class SiteRulesCache {
  readonly #asking: Asking;
  readonly #known = new Map<string, Known>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /**
   * The rules of an address's site.
   * @returns undefined where they cannot be had, which forbids all (RFC 9309, 2.3.1.4)
   */
  async of(address: string, timeoutMs: number, now: number): Promise<SiteRules | undefined> {
    const { origin } = new URL(address);
    const known = this.#known.get(origin);
    if (known !== undefined && known.until > now) return known.rules;
    const rules = await this.#ask(origin, timeoutMs);
    this.#known.delete(origin);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= mostSites) this.#known.delete(oldest);
    this.#known.set(origin, { rules, until: now + (rules === undefined ? keptFailureMs : keptMs) });
    return rules;
  }

  async #ask(origin: string, timeoutMs: number): Promise<SiteRules | undefined> {
    const [robots, tdm] = await Promise.all([
      this.#get(`${origin}/robots.txt`, timeoutMs),
      this.#get(`${origin}/.well-known/tdmrep.json`, timeoutMs),
    ]);
    if (robots === undefined || robots.status >= 500 || robots.status === 429 || robots.isCut) return undefined;
    return { robots: textOf(robots), tdm: textOf(tdm) };
  }

  async #get(url: string, timeoutMs: number): Promise<GuardedResponse | undefined> {
    const { userAgent, allowLoopback } = this.#asking;
    const headers = { 'user-agent': userAgent, accept: '*/*' };
    try {
      return await guardedFetch({ url, headers, allowLoopback, timeoutMs, maxBytes, maxRedirects: 5 });
    } catch (error) {
      if (error instanceof FetchError) return undefined;
      throw error;
    }
  }
}

/** A file that a site does not have forbids nothing (RFC 9309, 2.3.1.3). */
const textOf = (response: GuardedResponse | undefined): string | undefined =>
  response?.status === 200 ? new TextDecoder().decode(response.body) : undefined;
