import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { runNode } from './nodeProcess.ts';
import { TwinError } from './twinError.ts';

/** The number of a project's assemblies that are kept. */
const kept = 10;

/** A CDK app that is to be synthesised. */
export interface CdkApp {
  /** The project's folder, with its `cdk.json`. */
  readonly root: string;
  /** The app's file, from there. */
  readonly app: string;
  /**
   * Files and folders that the assembly is made of, besides the app's own folder: the assembly is made anew where one
   * of them has changed.
   */
  readonly inputs: readonly string[];
  /** The context value `stage` of the app. */
  readonly stage: string;
}

const cdkSchema = z.object({ context: z.optional(z.record(z.string(), z.unknown())) });

/**
 * Synthesises the app and gives the folder of its cloud assembly. It lies inside the project, as bundles may leave
 * packages to `node_modules`; nothing is done when nothing that goes in has changed.
 */
export async function synth({ root, app, inputs, stage }: CdkApp): Promise<string> {
  const output = join(root, '.cache', 'synth', `${stage}-${hashOf(root, [...inputs, dirname(app)])}`);
  if (existsSync(join(output, 'manifest.json'))) return output;
  const draft = `${output}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // The project is ESM; bundles that are not must not be taken for it.
  writeFileSync(join(draft, 'package.json'), '{"type":"commonjs"}\n');
  await run({ root, app, stage }, draft);
  adopt(draft, output);
  prune(output);
  return output;
}

async function run({ root, app, stage }: Omit<CdkApp, 'inputs'>, outputFolder: string): Promise<void> {
  const { context = {} } = cdkSchema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  // CDK's own check of the template is for what goes to AWS: `cdk synth` and `cdk deploy` run it.
  const env = {
    ...process.env,
    CDK_OUTDIR: outputFolder,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }),
    CDK_VALIDATION: 'false',
  };
  const discard = (): void => {
    rmSync(outputFolder, { recursive: true, force: true });
  };
  const { ok, stderr } = await runNode(['--no-warnings', app], { cwd: root, env, interrupted: discard });
  if (ok) return;
  discard();
  throw new TwinError(`The CDK app does not synthesise:\n${stderr.trim()}`);
}

/** Two may synthesise the same at once: the first one's is as good as the second's. */
function adopt(draft: string, output: string): void {
  try {
    renameSync(draft, output);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(output, 'manifest.json'))) throw error;
  }
}

/** Keeps the last few: another twin may still run from one. */
function prune(current: string): void {
  const cache = dirname(current);
  const age = (path: string): number => statSync(path).mtimeMs;
  const assemblies = readdirSync(cache)
    .map((name) => join(cache, name))
    .filter((path) => path !== current && existsSync(join(path, 'manifest.json')));
  for (const old of assemblies.sort((one, other) => age(other) - age(one)).slice(kept))
    rmSync(old, { recursive: true, force: true });
}

function hashOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, root, path);
  return hash.digest('hex').slice(0, 16);
}

function addTo(hash: Hash, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  hash.update(path);
  if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) addTo(hash, root, join(path, name));
  else hash.update(readFileSync(full));
}
