import { createHash } from 'node:crypto';

// Lambda's detection of recursive loops: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html

/** How often each function was invoked in one chain of requests, by a hash of its ARN. */
export type Chain = Readonly<Record<string, number>>;

/**
 * "If your function is invoked approximately 16 times in the same chain of requests, then Lambda automatically stops
 * the next function invocation".
 */
const mostInvocations = 16;

const hashOf = (functionArn: string): string => createHash('sha256').update(functionArn).digest('hex').slice(0, 8);

/** The chain that a trace header tells: `Root=…;Lineage=a87bd80c:1|68fd508a:5`. */
export function chainOf(traceHeader: string | undefined): Chain {
  const [, lineage = ''] = /Lineage=([^;]+)/.exec(traceHeader ?? '') ?? [];
  return Object.fromEntries(
    lineage.split('|').flatMap((part) => {
      const [hash, count] = part.split(':');
      return hash === undefined || count === undefined ? [] : [[hash, Number(count)]];
    }),
  );
}

/** The same as a part of a trace header, which the SDK carries on to whatever the function calls. */
export const lineageOf = (chain: Chain): string =>
  `Lineage=${Object.entries(chain)
    .map(([hash, count]) => `${hash}:${count}`)
    .join('|')}`;

/** The chain of several messages that are worked on at once. */
export const joined = (chains: readonly Chain[]): Chain =>
  chains.reduce<Record<string, number>>((all, chain) => {
    for (const [hash, count] of Object.entries(chain)) all[hash] = Math.max(all[hash] ?? 0, count);
    return all;
  }, {});

/**
 * The chain with one more invocation of a function; undefined where Lambda stops it. The loops that it knows are those
 * over SQS and SNS.
 */
export function invokedIn(
  chain: Chain,
  { arn, recursive }: { readonly arn: string; readonly recursive: boolean },
): Chain | undefined {
  const count = (chain[hashOf(arn)] ?? 0) + 1;
  return count > mostInvocations && !recursive ? undefined : { ...chain, [hashOf(arn)]: count };
}
