// `npm run test:deploy`: the main job on an engine of AWS's services that nobody here wrote, deployed by CDK's own
// command line, and the same on the twin.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import { startPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import { badRelease, withoutLeftOut, type Examples } from './assembly.ts';
import { openConsole } from './console.ts';
import { consoleSteps } from './consoleSteps.ts';
import { install, startMinistack, version, type Ministack } from './ministack.ts';
import { onMinistack, refusalOf, run, stackName, stage } from './onMinistack.ts';
import { onTwin } from './onTwin.ts';
import { scenario, type Cast, type Step } from './scenario.ts';
import { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

const account = settingsOf(stage).aws?.account ?? '';
const steps = new Steps();

/** @param after steps that follow the scenario, with the same cast */
async function play(world: World, after: readonly Step[] = []): Promise<boolean> {
  const cast: Cast = { publisher: await startPublisher(), partner: await startReceiver() };
  console.log(`\nThe scenario on ${world.name}`);
  try {
    return await steps.inTurn(
      [...scenario, ...after].map(({ name, run: act }) => ({ name, run: () => act(world, cast) })),
    );
  } finally {
    await Promise.all([cast.publisher.stop(), cast.partner.stop()]);
  }
}

/** Runs CDK's own command line against ministack. @returns what it printed */
async function cdk(ministack: Ministack, ...args: string[]): Promise<string> {
  const { code, out, err } = await run(ministack, process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args]);
  assert.equal(code, 0, `cdk ${args.join(' ')}\n${(out + err).slice(-4_000)}`);
  return out + err;
}

const deploy = (ministack: Ministack, assembly: string): Promise<string> =>
  cdk(ministack, 'deploy', '--app', assembly, '--require-approval', 'never', '--progress', 'events');

async function deployAndPlay(ministack: Ministack, assembly: string): Promise<void> {
  const examples = await standUp(ministack, assembly);
  if (examples === undefined) return;
  const world = await onMinistack(ministack);
  await steps.step('caravan keys makes what no template may hold', async () => {
    const { code, out, err } = await world.caravan('keys');
    assert.equal(code, 0, out + err);
  });
  const open = await openConsole(ministack);
  try {
    await play(world, consoleSteps(open));
  } finally {
    await open.close();
  }
  await breakAndUndo(ministack, assembly, world);
  await steps.step('cdk destroy', () => cdk(ministack, 'destroy', '--force', '--app', assembly).then(() => undefined));
  await tryLeftOut(ministack, examples);
}

/**
 * Deploys the stage, twice. @returns an example of each resource that was left out; undefined where it does not stand
 */
async function standUp(ministack: Ministack, assembly: string): Promise<Examples | undefined> {
  let examples: Examples = new Map();
  const stands = await steps.inTurn([
    {
      name: 'cdk synth',
      run: async () => {
        await cdk(ministack, 'synth', '-q', '-c', `stage=${stage}`, '-o', assembly);
        const { left, of, ...rest } = withoutLeftOut(assembly, stackName);
        ({ examples } = rest);
        return `${left} of ${of} resources`;
      },
    },
    {
      name: 'cdk bootstrap',
      run: () => cdk(ministack, 'bootstrap', `aws://${account}/us-east-1`, '--app', assembly).then(() => undefined),
    },
    { name: 'cdk deploy', run: () => deploy(ministack, assembly).then(() => undefined) },
    {
      name: 'cdk deploy once more changes nothing',
      run: async () => {
        assert.match(await deploy(ministack, assembly), /no changes/);
      },
    },
  ]);
  return stands ? examples : undefined;
}

/** A release that does harm, and the way back from it. */
const breakAndUndo = (ministack: Ministack, assembly: string, world: World): Promise<boolean> =>
  steps.inTurn([
    {
      name: 'a release that does harm goes up: readers get errors',
      run: async () => {
        const bad = `${assembly}.bad`;
        badRelease(assembly, stackName, bad);
        await deploy(ministack, bad);
        assert.ok((await world.get('/feeds/all.rss')).status >= 500);
      },
    },
    {
      name: 'it is undone as deploying.md says, by the deploy of the one before it: feeds answer, with what was there',
      run: async () => {
        await deploy(ministack, assembly);
        const { status, text } = await eventually('the feed answers', async () => {
          const told = await world.get('/feeds/all.rss');
          return told.status < 500 && told;
        });
        assert.equal(status, 200);
        assert.match(text, /<item>/);
      },
    },
  ]);

/** Fails for each resource that ministack makes by now, and need not be left out any more. */
async function tryLeftOut(ministack: Ministack, examples: Examples): Promise<void> {
  for (const [{ type, why, refusal }, properties] of examples) {
    await steps.step(`ministack still cannot make ${type}: ${why}`, async () => {
      assert.match(
        (await refusalOf(ministack, type, plain(properties))) ??
          'It makes it by now: take it from test/deploy/leftOut.ts.',
        refusal,
      );
    });
  }
}

/** Properties without references to what is not there. */
const plain = (properties: object): object =>
  JSON.parse(
    JSON.stringify(properties, (_key, value: unknown) =>
      typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 1 &&
      /^(Ref|Fn::)/.test(Object.keys(value)[0] ?? '')
        ? 'reference'
        : value,
    ),
  ) as object;

const why = install();
if (why === undefined) {
  const assembly = mkdtempSync(join(tmpdir(), 'caravan-assembly-'));
  const ministack = await startMinistack(account);
  // It would outlive us, as it stands in a group of its own.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void ministack.stop().finally(() => process.exit(1));
    });
  console.log(`Stage ${stage} on ministack ${version}`);
  try {
    await deployAndPlay(ministack, join(assembly, 'cdk.out'));
  } finally {
    await ministack.stop();
    rmSync(assembly, { recursive: true, force: true });
  }
} else console.log(`The deployment on ministack is skipped: ${why}.`);

const twin = await onTwin();
try {
  await play(twin);
} finally {
  await twin.stop();
}
process.exitCode = steps.end();
