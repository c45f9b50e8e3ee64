import { App } from 'aws-cdk-lib';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { project, synthCaravan } from '../../bin/synth.ts';
import { CaravanStack } from '../../lib/CaravanStack.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import { context, synthesise } from './synthesise.ts';

/**
 * As deep in the project as the twin's assembly, as source maps name files from where they lie. Stages are made by one
 * app, as it makes each bundle but once.
 */
const folder = join(project.root, '.cache', 'twice');
mkdirSync(folder, { recursive: true });
const outdir = mkdtempSync(join(folder, 'assembly-'));
const app = new App({ outdir, analyticsReporting: false, context });
const stages = ['local', 'dev', 'staging', 'prod'];
for (const stage of stages) new CaravanStack(app, `Caravan-${stage}`, { stage, settings: settingsOf(stage) });
beforeAll(() => app.synth());
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

/** What describes a stack and its bundles, by file name. */
const described = (folder: string, stage: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.startsWith(`Caravan-${stage}.`) && /\.(template|assets)\.json$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Templates name bundles by their hash: equal templates are equal code. */
test('deployed twice, a commit changes nothing: each synth is the same to the byte', async () => {
  const before = described(await synthCaravan('local'), 'local');
  expect(Object.keys(before)).toHaveLength(2);
  expect(described(outdir, 'local')).toEqual(before);
});

test.each(stages)('nor do the resources of %s change', (stage) => {
  expect(synthesise(stage).toJSON()).toEqual(synthesise(stage).toJSON());
});

/** The bundles of a stage, by their hash. */
const bundles = (stage: string): string[] => {
  const text = readFileSync(join(outdir, `Caravan-${stage}.assets.json`), 'utf8');
  return [...new Set(text.match(/asset\.[0-9a-f]{64}/g))].toSorted();
};

test.each(stages)('%s runs the bundles that the twin runs', (stage) => {
  expect(bundles(stage).length).toBeGreaterThan(10);
  expect(bundles(stage)).toEqual(bundles('local'));
});
