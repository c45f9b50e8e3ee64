import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ran } from '../helpers/commandProcess.ts';

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Posted {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A Caravan that stands somewhere, as the scenario sees it. */
export interface World {
  readonly name: string;
  /** Types a command, as the operator does. */
  caravan(...args: string[]): Promise<Ran>;
  /** Asks for a path, as a reader does. */
  get(path: string, asked?: Asked): Promise<Told>;
  /** The mails that went to an address, in order. */
  mailsTo(address: string): Promise<Posted[]>;
  /** Takes it down. */
  stop(): Promise<void>;
}

/** One request over HTTP, under a host's name where one is told; redirects are not followed. */
export function ask(
  base: string,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Asked,
  host?: string,
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, base),
      {
        method,
        headers: {
          ...headers,
          ...(host === undefined ? {} : { host }),
          ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        text(response).then((told) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: told });
        }, reject);
      },
    );
    outgoing.once('error', reject).end(body);
  });
}

const lookEveryMs = 250;

/** Looks until there is something to see. */
export async function eventually<Seen>(
  what: string,
  look: () => Promise<Seen | undefined | false> | Seen | undefined | false,
  timeoutMs = 90_000,
): Promise<Seen> {
  for (const endAtMs = performance.now() + timeoutMs; ; await sleep(lookEveryMs)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > endAtMs) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}.`);
  }
}
