import { basename, join, resolve } from 'node:path';
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';

const root = resolve(import.meta.dirname, '../..');
const stub = (name: string) => join(root, 'platform/bundle', name);

/**
 * Bundles leave out the parts of libraries that a Lambda never needs, as a cold start reads every byte:
 * a Lambda's credentials come from its environment alone, not from SSO, processes or files.
 */
export const esbuildArgs: Record<string, string> = {
  // CDK 2.276 passes its own option of that name to nobody; escaped, Russian takes three times the bytes
  '--charset': 'utf8',
  '--alias:@aws-sdk/credential-provider-node': stub('credentials.ts'),
  '--alias:@aws-sdk/lib-dynamodb': stub('documentCommands.mjs'),
  '--alias:node:http': stub('http.mjs'),
  '--alias:xmlbuilder': stub('unused.ts'),
  '--alias:postcss': stub('unused.ts'),
  '--alias:dayjs': stub('unused.ts'),
  '--alias:domutils': stub('unused.ts'),
  '--alias:cssomnom/parse': stub('unused.ts'),
  '--banner:js':
    "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};

/**
 * The command line of esbuild for one entry, as CDK writes it for a handler.
 * @param entry path from the project's root
 */
export const esbuildOptions = (entry: string, outfile: string): string[] => [
  entry,
  '--bundle',
  '--minify',
  '--target=node24',
  '--platform=node',
  '--format=esm',
  '--main-fields=module,main',
  ...Object.entries(esbuildArgs).map(([option, value]) => `${option}=${value}`),
  `--outfile=${outfile}`,
];

interface Beside {
  readonly processes?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly files?: readonly string[] | undefined;
}

/**
 * Puts beside a handler what its function needs in files of their own: bundles of the processes that it runs
 * (`modules/feed-reading/reader.ts` becomes `reader.mjs`) and of the parts that it loads when they are called for, and
 * files that it reads, as they are.
 */
export const besideHandler = ({ processes = [], parts = [], files = [] }: Beside): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input, output) =>
    [
      ...[...processes, ...parts].map((entry) => [
        'npx',
        '--no-install',
        'esbuild',
        ...esbuildOptions(entry, join(output, `${basename(entry, '.ts')}.mjs`)),
        '--log-level=warning',
      ]),
      ...files.map((file) => ['cp', join(root, file), output]),
    ].map((command) => command.map((part) => JSON.stringify(part)).join(' ')),
});
