import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../local/template/json.ts';
import { changedVariables, leftOut, type LeftOut } from './leftOut.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  DependsOn?: string | string[];
}

/** One resource of each kind that was left out, as it stood. */
export type Examples = ReadonlyMap<LeftOut, JsonObject>;

/**
 * Writes a cloud assembly's template anew, without what ministack cannot make. @throws where an entry of the list, or a
 * variable, fits nothing
 */
export function withoutLeftOut(assembly: string, stackName: string): { examples: Examples; left: number; of: number } {
  const file = join(assembly, `${stackName}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> };
  const all = Object.entries(template.Resources);
  const examples = new Map<LeftOut, JsonObject>();
  const kept = all.filter(([, { Type, Properties = {} }]) => {
    const entry = leftOut.find(({ type, which }) => type === Type && (which?.(Properties) ?? true));
    if (entry && !examples.has(entry)) examples.set(entry, Properties);
    return entry === undefined;
  });
  const idle = leftOut.find((entry) => !examples.has(entry));
  if (idle)
    throw new Error(`The template has no ${idle.type} that test/deploy/leftOut.ts leaves out: take it from the list.`);
  const names = new Set(kept.map(([id]) => id));
  for (const [, resource] of kept) {
    if (resource.DependsOn !== undefined)
      resource.DependsOn = [resource.DependsOn].flat().filter((id) => names.has(id));
  }
  changeVariables(kept.map(([, resource]) => resource));
  writeFileSync(file, JSON.stringify({ ...template, Resources: Object.fromEntries(kept) }));
  return { examples, left: kept.length, of: all.length };
}

function changeVariables(resources: readonly Resource[]): void {
  for (const [name, value] of Object.entries(changedVariables)) {
    const told = resources.flatMap(({ Type, Properties: { Environment: environment } = {} }) =>
      Type === 'AWS::Lambda::Function' &&
      isObject(environment) &&
      isObject(environment['Variables']) &&
      name in environment['Variables']
        ? [environment['Variables']]
        : [],
    );
    if (told.length === 0) throw new Error(`No function has ${name}: take it from test/deploy/leftOut.ts.`);
    for (const variables of told) variables[name] = value;
  }
}

/**
 * Copies a cloud assembly as the release after it would be, one that does harm: what answers readers has no handler in
 * it.
 */
export function badRelease(assembly: string, stackName: string, into: string): void {
  cpSync(assembly, into, { recursive: true });
  const file = join(into, `${stackName}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> };
  const serve = Object.entries(template.Resources).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && /^ServingServe[0-9A-F]{8}$/.test(id),
  )?.[1].Properties;
  if (serve === undefined) throw new Error('The template has no function Serve.');
  serve['Handler'] = 'index.nothing';
  const text = JSON.stringify(template);
  writeFileSync(file, text);
  // CDK uploads a template under its hash, and what it has uploaded under one it does not upload again.
  const assets = join(into, `${stackName}.assets.json`);
  const manifest = join(into, 'manifest.json');
  const hash = /([0-9a-f]{64})\.json"/.exec(readFileSync(manifest, 'utf8'))?.[1];
  if (hash === undefined) throw new Error("The assembly does not say where the stack's template goes.");
  for (const each of [assets, manifest])
    writeFileSync(each, readFileSync(each, 'utf8').replaceAll(hash, createHash('sha256').update(text).digest('hex')));
}
