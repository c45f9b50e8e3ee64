import type * as z from 'zod/mini';
import type { Fault } from '../../../platform/http/problem.ts';

type Issue = z.core.$ZodIssue;

/** No more than this: a document of nothing but faults must not make an answer larger than itself. */
const mostFaults = 20;

/** What a check found, in words that say what to do. Values are not repeated: they may be secret, or long. */
export function faultsOf({ issues }: { readonly issues: readonly Issue[] }, place: 'body' | 'query'): Fault[] {
  const faults = issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ ...placeOf(issue.path, place), detail: wordsOf(issue) }];
    return issue.keys.map((key) => ({
      ...placeOf([...issue.path, key.slice(0, 100)], place),
      detail: 'is not known here: leave it out; /v1/docs names what there is',
    }));
  });
  return faults.slice(0, mostFaults);
}

function placeOf(path: readonly PropertyKey[], place: 'body' | 'query'): Pick<Fault, 'pointer' | 'parameter'> {
  if (place === 'query') return { parameter: String(path[0]) };
  // RFC 6901, sections 3 and 6: as a URI fragment
  return {
    pointer: `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`,
  };
}

function wordsOf(issue: Issue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, and must be there`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${units[issue.origin] ?? ''}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${units[issue.origin] ?? ''}`;
    default:
      return 'is not as /v1/docs describes it';
  }
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

const units: Readonly<Record<string, string>> = { string: ' characters long', array: ' values long' };
