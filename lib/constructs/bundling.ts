import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { BuildOptions, BuildResult, OutputFile } from 'esbuild';
import { copyFileSync, globSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const stub = (name: string) => join(root, 'platform/bundle', name);

/**
 * Bundles leave out the parts of libraries that a Lambda never needs, as a cold start reads every byte:
 * a Lambda's credentials come from its environment alone, not from SSO, processes or files.
 */
const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'node24',
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  charset: 'utf8', // escaped, Russian takes three times the bytes
  alias: {
    '@aws-sdk/credential-provider-node': stub('credentials.ts'),
    '@aws-sdk/lib-dynamodb': stub('documentCommands.mjs'),
    'node:http': stub('http.mjs'),
    'node:util': stub('util.mjs'),
    xmlbuilder: stub('unused.ts'),
    postcss: stub('unused.ts'),
    dayjs: stub('unused.ts'),
    domutils: stub('unused.ts'),
    'cssomnom/parse': stub('unused.ts'),
  },
  banner: {
    js: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);",
  },
  logLevel: 'warning',
} satisfies BuildOptions;

/** Of handlers' bundles: stacks name the files and lines of this repository. */
export const mapped = {
  inject: [stub('mappedStacks.ts')],
  sourcemap: true,
  sourcesContent: false,
} satisfies BuildOptions;

/**
 * Bundles an entry as functions have it.
 * @param entry path from the project's root
 * @param more options of esbuild that are asked for besides
 */
export const bundle = (entry: string, outfile: string, more: BuildOptions = {}): BuildResult =>
  buildSync({ ...options, entryPoints: [entry], outfile, ...more });

/** What a function is made of: the folder of its handler under functions/, and paths from the project's root. */
export interface FunctionCode {
  readonly folder: string;
  /** Files that it runs in processes of their own. */
  readonly processes?: readonly string[] | undefined;
  /** Files that it loads when it first needs them: a cold start does not read them. */
  readonly parts?: readonly string[] | undefined;
  /** Files that it reads. */
  readonly files?: readonly string[] | undefined;
}

/**
 * A function's code: the bundle of its handler, and beside it, in files of their own, bundles of its processes and parts
 * (`modules/feed-reading/reader.ts` becomes `reader.mjs`) and the files that it reads. CDK's own NodejsFunction starts
 * esbuild by npx for each function, which takes longer than all of the bundles.
 */
export const codeOf = ({ folder, processes = [], parts = [], files = [] }: FunctionCode): Code =>
  Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      local: {
        tryBundle(output) {
          const own = handlersFor(dirname(output)).filter(({ path }) => basename(dirname(path)) === folder);
          if (own.length === 0) throw new Error(`There is no functions/${folder}/handler.ts.`);
          for (const { path, contents } of own) writeFileSync(join(output, basename(path)), contents);
          for (const other of [...processes, ...parts]) bundle(other, join(output, `${basename(other, '.ts')}.mjs`));
          for (const file of files) copyFileSync(join(root, file), join(output, basename(file)));
          return true;
        },
      },
      command: [folder, ...processes, ...parts, ...files], // CDK tells assets of one folder apart by it
      image: DockerImage.fromRegistry('scratch'), // asked for by the type; nothing is ever bundled in Docker
    },
  });

const handlers = new Map<string, readonly OutputFile[]>();

/**
 * The bundles of all handlers, in one go, as most of them read the same libraries.
 * @param assembly the folder beside whose folders they will stand: their source maps lead from there
 */
function handlersFor(assembly: string): readonly OutputFile[] {
  const made =
    handlers.get(assembly) ??
    buildSync({
      ...options,
      entryPoints: globSync('functions/*/handler.ts', { cwd: root }),
      outbase: 'functions',
      outdir: assembly,
      entryNames: '[dir]/index',
      outExtension: { '.js': '.mjs' },
      ...mapped,
      write: false,
    }).outputFiles;
  handlers.set(assembly, made);
  return made;
}
