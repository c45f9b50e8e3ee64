import { isIP } from 'node:net';
import { bareHost } from './addressGuard.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  /** For the host and those below it; for the host alone without. */
  readonly hasDomain: boolean;
  readonly path: string;
  readonly secure: boolean;
}

const mostCookies = 50;
const longestCookie = 4_096;
const longestHeader = 8_192;

/**
 * The cookies of one chain of redirects (RFC 6265): servers that redirect to the same address set one and expect it
 * back. It lives as long as the chain. That is why it needs no list of public suffixes: a host of the chain that sets a
 * cookie for its neighbours says no more to them than by the address that it redirects to.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /**
   * Takes the cookies that an answer sets; what RFC 6265, section 5.3, refuses is passed over.
   * @param headers the values of `Set-Cookie`
   * @param url which was asked
   */
  take(headers: readonly string[], url: URL, now: Date): void {
    for (const header of headers.slice(0, mostCookies)) {
      const read = header.length > longestCookie ? undefined : cookieIn(header, url, now);
      if (!read) continue;
      const { cookie, isOver } = read;
      const key = [cookie.host, cookie.path, cookie.name].join('\n');
      this.#cookies.delete(key);
      if (!isOver && this.#cookies.size < mostCookies) this.#cookies.set(key, cookie);
    }
  }

  /** @returns the value of `Cookie` for a request (RFC 6265, section 5.4), undefined where there is nothing to say */
  headerFor(url: URL): string | undefined {
    const host = bareHost(url);
    const fitting = [...this.#cookies.values()]
      .filter(
        (cookie) =>
          (cookie.hasDomain ? isWithin(host, cookie.host) : host === cookie.host) &&
          isBelow(url.pathname, cookie.path) &&
          (!cookie.secure || url.protocol === 'https:'),
      )
      .toSorted((a, b) => b.path.length - a.path.length);
    const header = fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
    return header === '' || header.length > longestHeader ? undefined : header;
  }
}

/** RFC 6265, sections 5.2 and 5.3. */
function cookieIn(header: string, url: URL, now: Date): { cookie: Cookie; isOver: boolean } | undefined {
  const [pair = '', ...parts] = header.split(';');
  const { name, value } = splitAt(pair);
  if (name === '' || value === undefined) return undefined;
  const attributes = new Map(parts.map(splitAt).map((part) => [part.name.toLowerCase(), part.value ?? '']));
  const host = bareHost(url);
  const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  if (domain !== '' && !isWithin(host, domain)) return undefined;
  const path = attributes.get('path') ?? '';
  return {
    cookie: {
      name,
      value,
      host: domain === '' ? host : domain,
      hasDomain: domain !== '',
      path: path.startsWith('/') ? path : folderOf(url.pathname),
      secure: attributes.has('secure'),
    },
    isOver: isOver(attributes.get('max-age') ?? '', attributes.get('expires') ?? '', now),
  };
}

/** `Max-Age` stands above `Expires`. A cookie that is over takes its predecessor away. */
function isOver(maxAge: string, expires: string, now: Date): boolean {
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(expires) <= now.getTime();
}

function splitAt(part: string): { name: string; value: string | undefined } {
  const at = part.indexOf('=');
  return at === -1
    ? { name: part.trim(), value: undefined }
    : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
}

/** Whether a host is a domain, or below it (RFC 6265, section 5.1.3). */
const isWithin = (host: string, domain: string): boolean =>
  host === domain || (domain.includes('.') && isIP(host) === 0 && host.endsWith(`.${domain}`));

/** RFC 6265, section 5.1.4. */
const isBelow = (path: string, folder: string): boolean =>
  path === folder || (path.startsWith(folder) && (folder.endsWith('/') || path[folder.length] === '/'));

/** A cookie's path where it tells none: up to the last slash. */
const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1));
