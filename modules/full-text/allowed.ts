import robots from 'robots-parser';
import * as z from 'zod/mini';
import type { RulesRequest } from './page.ts';

/** By https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/. */
const reservationsSchema = z.array(
  z.object({ location: z.string(), 'tdm-reservation': z.union([z.number(), z.string(), z.boolean()]) }),
);

/** Its types have a `default` that CommonJS does not. */
const parseRobots = robots as unknown as typeof robots.default;

/** Why a site's rules forbid a page (RFC 9309, and the text and data mining reservation); undefined where they do not. */
export function refusalByRules({ rules, address, userAgent }: RulesRequest): string | undefined {
  const { robots: text, tdm } = rules;
  if (text !== undefined && isDisallowed(text, address, userAgent)) return 'by robots.txt';
  return tdm !== undefined && isDisallowed(asRobots(tdm), address, userAgent) ? 'by tdmrep.json' : undefined;
}

function isDisallowed(text: string, address: string, userAgent: string): boolean {
  const file = new URL('/robots.txt', address).href;
  return parseRobots(file, text.replace(/^\uFEFF/, '')).isDisallowed(address, userAgent) === true;
}

/** Its locations are the paths of robots.txt, `*` and `$` included. */
function asRobots(tdm: string): string {
  let value: unknown;
  try {
    value = JSON.parse(tdm);
  } catch {
    return '';
  }
  const { data = [] } = reservationsSchema.safeParse(value);
  const lines = data.map(
    ({ location, 'tdm-reservation': reserved }) =>
      `${Number(reserved) === 1 ? 'Disallow' : 'Allow'}: ${location.replace(/[\r\n#].*/s, '')}`,
  );
  return ['User-agent: *', ...lines].join('\n');
}
