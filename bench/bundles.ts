import { glob, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle, mapped } from '../lib/constructs/bundling.ts';
import { synthCaravan } from '../bin/synth.ts';
import { readAssembly } from '../local/template/assembly.ts';
import { resolveStack } from '../local/template/stack.ts';
import { builtFunctions, type BuiltFunction } from './builtFunctions.ts';

export interface BundleFigures {
  readonly function: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
  /** By their bytes in the bundle, after minification. */
  readonly heaviest: readonly { readonly package: string; readonly bytes: number }[];
}

const root = join(import.meta.dirname, '..');
/** CDK's bundles end with a comment that names the map, and minified names differ by some letters. */
const toleratedBytes = 64;
const nowhere = 'http://127.0.0.1:9';

/** Weighs the bundles that CDK synthesises, and what is in them. */
export async function measureBundles(): Promise<BundleFigures[]> {
  const stack = resolveStack(readAssembly(await synthCaravan('local')), { endpoint: nowhere, url: nowhere });
  return (await Promise.all(builtFunctions(stack).map(weigh))).flat();
}

/** The handler's bundle, and those of its processes and parts; not programs that it hands out as they are. */
async function weigh({ name, settings }: BuiltFunction): Promise<BundleFigures[]> {
  const asTheyAre = (await Array.fromAsync(glob('modules/*/published/*.mjs', { cwd: root }))).map((path) =>
    basename(path),
  );
  const files = (await readdir(settings.root))
    .filter((file) => file.endsWith('.mjs') && !asTheyAre.includes(file))
    .toSorted();
  return Promise.all(
    files.map(async (file) => {
      const bundle = await readFile(join(settings.root, file));
      const entry = file === 'index.mjs' ? 'handler' : basename(file, '.mjs');
      const { bytes, packages } = await (entry === 'handler'
        ? partsOf(`functions/${name}/handler.ts`, mapped.inject)
        : partsOf(await sourceOf(`${entry}.ts`)));
      if (Math.abs(bytes - bundle.length) > toleratedBytes)
        throw new Error(
          `${name}: CDK's bundle has ${bundle.length} bytes and the bench's ${bytes}: bundle here as ` +
            'lib/constructs/CaravanFunction.ts does.',
        );
      return {
        function: entry === 'handler' ? name : `${name} (${entry})`,
        bytes,
        gzippedBytes: gzipSync(bundle).length,
        heaviest: packages.slice(0, 5),
      };
    }),
  );
}

/** Where in the modules a process or a part begins. */
async function sourceOf(file: string): Promise<string> {
  for await (const path of glob(`modules/*/${file}`, { cwd: root })) return path;
  throw new Error(`No module has a ${file}.`);
}

/** Bundles once more, for esbuild's word on what each file weighs. */
async function partsOf(
  entry: string,
  inject: string[] = [],
): Promise<{ bytes: number; packages: BundleFigures['heaviest'] }> {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-bundle-'));
  try {
    const { metafile } = bundle(entry, join(folder, 'index.mjs'), { metafile: true, inject });
    const [output] = Object.values(metafile?.outputs ?? {});
    return { bytes: output?.bytes ?? 0, packages: byPackage(output?.inputs ?? {}) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function byPackage(inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>): BundleFigures['heaviest'] {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'Caravan itself';
    sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
  }
  return [...sums].map(([name, bytes]) => ({ package: name, bytes })).toSorted((one, other) => other.bytes - one.bytes);
}
