import { readFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What part of the processor's time each of these takes, Node's own work that it asks for included; together 1. */
export type Shares = Readonly<Record<Owner, number>>;
const owners = [
  'calls to AWS',
  'posts',
  'logs and metrics',
  'the rest of Caravan',
  'garbage collection',
  'Node',
] as const;
type Owner = (typeof owners)[number];

const ownerOf: readonly (readonly [RegExp, Owner])[] = [
  [/node_modules\/(@aws-sdk|@smithy|@aws\/)|platform\/(aws|sqs|dynamodb)\//, 'calls to AWS'],
  [/platform\/http\//, 'posts'],
  [/node_modules\/@aws-lambda-powertools/, 'logs and metrics'],
  [/(functions|modules|platform|node_modules)\//, 'the rest of Caravan'],
];

/** @param profile the file of a CPU profile of a bundle that has its source map beside it */
export async function sharesOf(profile: string): Promise<Shares> {
  const { nodes, samples = [], timeDeltas = [] } = JSON.parse(await readFile(profile, 'utf8')) as Profiler.Profile;
  const source = await sourceIn(nodes.map(({ callFrame }) => callFrame.url));
  const owner = new Map<number, Owner | undefined>();
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  for (const { id, callFrame } of nodes) {
    const file = source(callFrame);
    const own = ownerOf.find(([path]) => file !== undefined && path.test(file))?.[1];
    owner.set(id, callFrame.functionName === '(garbage collector)' ? 'garbage collection' : own);
  }
  const nearest = (id: number): Owner => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const known = owner.get(at);
      if (known !== undefined) return known;
    }
    return 'Node';
  };
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
  const sums = new Map<Owner, number>();
  for (const [index, id] of samples.entries())
    if (!idle.has(id)) sums.set(nearest(id), (sums.get(nearest(id)) ?? 0) + (timeDeltas[index] ?? 0));
  const whole = [...sums.values()].reduce((sum, one) => sum + one, 0);
  return Object.fromEntries(owners.map((name) => [name, (sums.get(name) ?? 0) / whole])) as Shares;
}

/** @returns the source file of a frame of the bundle; undefined for what is no part of it */
async function sourceIn(
  urls: readonly string[],
): Promise<(frame: Profiler.Profile['nodes'][0]['callFrame']) => string | undefined> {
  const bundles = [...new Set(urls)].filter((url) => url.startsWith('file:') && !url.endsWith('workerProcess.mjs'));
  const maps = new Map(
    await Promise.all(
      bundles.map(
        async (url) =>
          [
            url,
            new SourceMap(JSON.parse(await readFile(`${fileURLToPath(url)}.map`, 'utf8')) as SourceMapPayload),
          ] as const,
      ),
    ),
  );
  return ({ url, lineNumber, columnNumber }) => {
    const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
    return entry !== undefined && 'originalSource' in entry ? entry.originalSource : undefined;
  };
}
