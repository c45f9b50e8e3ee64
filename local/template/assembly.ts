import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { TwinError } from '../twinError.ts';
import type { Json, JsonObject } from './json.ts';

const json = z.json() as unknown as z.ZodMiniType<Json>;
const jsonObject = z.record(z.string(), json) as unknown as z.ZodMiniType<JsonObject>;

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.optional(z.object({ templateFile: z.optional(z.string()), stackName: z.optional(z.string()) })),
    }),
  ),
});

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.optional(jsonObject),
      Condition: z.optional(z.string()),
    }),
  ),
  Outputs: z.optional(z.record(z.string(), z.object({ Value: json, Condition: z.optional(z.string()) }))),
  Parameters: z.optional(z.record(z.string(), z.object({ Type: z.string(), Default: z.optional(json) }))),
  Mappings: z.optional(z.record(z.string(), z.record(z.string(), jsonObject))),
  Conditions: z.optional(z.record(z.string(), json)),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.optional(z.string()) }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

export type Template = z.infer<typeof templateSchema>;

/** The output of `cdk synth`: one stack's template and the folders of its assets. */
export interface Assembly {
  readonly stackName: string;
  readonly template: Template;
  /** The folder or file of an asset, by its key in the assets bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads the cloud assembly in a folder; it must hold exactly one stack. */
export function readAssembly(folder: string): Assembly {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { artifacts } = manifestSchema.parse(read('manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  const [stack, ...more] = stacks;
  if (stack === undefined || more.length > 0) {
    throw new TwinError(
      `The twin runs one stack, and the app synthesised ${stacks.length}: ${stacks.map(([id]) => id).join(', ')}.`,
    );
  }
  const [id, { properties }] = stack;
  const template = templateSchema.parse(read(properties?.templateFile ?? `${id}.template.json`));
  const { files } = assetsSchema.parse(read(`${id}.assets.json`));
  const assets = new Map<string, string>();
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations))
      if (source.path) assets.set(objectKey, join(folder, source.path));
  }
  return { stackName: properties?.stackName ?? id, template, assets };
}
