import { Resolver } from 'node:dns/promises';

/** Answers of DNS. A name that nobody answers for has no records. */
export interface Names {
  /** The name that another is an alias of, without the dot at the end. */
  readonly cnameOf: (name: string) => Promise<string | undefined>;
  /** A name's TXT records, each in one piece. */
  readonly textsOf: (name: string) => Promise<string[]>;
}

/** Asks the machine's own DNS servers. */
export function dnsNames(): Names {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return {
    cnameOf: async (name) => (await resolver.resolveCname(name).catch(() => []))[0]?.replace(/\.$/, '').toLowerCase(),
    textsOf: async (name) => (await resolver.resolveTxt(name).catch(() => [])).map((parts) => parts.join('')),
  };
}
