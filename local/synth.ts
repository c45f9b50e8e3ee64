import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { runNode } from './nodeProcess.ts';
import { TwinError } from './twinError.ts';

const root = dirname(import.meta.dirname);
const inputs = ['lib', 'functions', 'cdk.json', 'package-lock.json'];
const cache = join(root, '.cache', 'synth');
const kept = 10;

export interface SynthOptions {
  readonly stage: string;
  /** The app's file; the project's own unless told. */
  readonly app?: string;
}

const cdkSchema = z.object({ context: z.optional(z.record(z.string(), z.unknown())) });

/**
 * Synthesises the app and gives the folder of its cloud assembly. It lies inside the project, as bundles may leave
 * packages to `node_modules`; nothing is done when nothing that goes in has changed.
 */
export async function synth({ stage, app = join('bin', 'app.ts') }: SynthOptions): Promise<string> {
  const output = join(cache, `${stage}-${hashOf([...inputs, dirname(app)])}`);
  if (existsSync(join(output, 'manifest.json'))) return output;
  const draft = `${output}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // The project is ESM; bundles that are not must not be taken for it.
  writeFileSync(join(draft, 'package.json'), '{"type":"commonjs"}\n');
  await run(app, stage, draft);
  adopt(draft, output);
  prune(output);
  return output;
}

async function run(app: string, stage: string, outputFolder: string): Promise<void> {
  const { context = {} } = cdkSchema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  // CDK's own check of the template is for what goes to AWS: `cdk synth`, `cdk deploy` and test/infra/bestPractices.test.ts run it.
  const env = { ...process.env, CDK_OUTDIR: outputFolder, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }), CDK_VALIDATION: 'false' };
  const discard = (): void => { rmSync(outputFolder, { recursive: true, force: true }); };
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
  const age = (path: string): number => statSync(path).mtimeMs;
  const assemblies = readdirSync(cache).map((name) => join(cache, name)).filter((path) => path !== current && existsSync(join(path, 'manifest.json')));
  for (const old of assemblies.sort((one, other) => age(other) - age(one)).slice(kept)) rmSync(old, { recursive: true, force: true });
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex').slice(0, 16);
}

function addTo(hash: Hash, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  hash.update(path);
  if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) addTo(hash, join(path, name));
  else hash.update(readFileSync(full));
}
