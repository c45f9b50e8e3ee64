#!/usr/bin/env node
import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { withPlanted } from '../report.ts';
import { defects } from './defects.ts';
import type { Defect } from './defects.ts';
import type { Played, Sought } from './seek.ts';

/**
 * `npm run test:faults:planted`: shows that the judge of random lives judges. Each defect is planted in a copy of this
 * tree, where seeds are played until one finds it. `--seeds 300` at most; `--from 51` goes on where one was cut off;
 * `--only embargo` those with this word in their name; `--write` puts the figures into docs/reliability.md.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    at: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../../..');
const leftOut = new Set(['node_modules', '.git', '.cache', '.caravan', 'cdk.out']);

/**
 * A copy of the tree with a defect. @throws where the code is not as the defect knows it: then the defect must be
 * written anew
 */
function plant({ name, file, was, is }: Defect): string {
  const copy = mkdtempSync(join(tmpdir(), 'caravan-planted-'));
  cpSync(root, copy, { recursive: true, filter: (from) => from === root || !leftOut.has(basename(from)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const parts = readFileSync(join(copy, file), 'utf8').split(was);
  if (parts.length !== 2) throw new Error(`${file} does not have once what "${name}" changes.`);
  writeFileSync(join(copy, file), parts.join(is));
  return copy;
}

const progressSeeds = 10;

/** Plays seeds in a tree until one breaks the promise, and says every ten seeds how far it has come. */
const play = (name: string, tree: string, from: number, most: number): Promise<Sought> =>
  new Promise((resolve, reject) => {
    const child = fork(join(tree, 'test/faults/planted/seek.ts'), { cwd: tree, execArgv: ['--no-warnings'] });
    child.on('message', (message: Played | Sought) => {
      if (!('played' in message)) resolve(message);
      else if (message.played % progressSeeds === 0) console.error(`${name}: seed ${message.played} of ${most}`);
    });
    child.once('exit', (code) => {
      reject(new Error(`Seeds in ${tree} ended with ${String(code)}.`));
    }); // no matter where it has answered
    child.send({ from, most });
  });

async function seek(defect: Defect): Promise<Sought & { readonly defect: Defect }> {
  const copy = plant(defect);
  try {
    let sought = await play(defect.name, copy, Number(values.from), Number(values.seeds));
    // What breaks the promise without the defect too does not show the defect.
    while (
      sought.found !== undefined &&
      (await play('the clean tree', root, sought.found, sought.found)).found !== undefined
    )
      sought = await play(defect.name, copy, sought.found + 1, Number(values.seeds));
    console.error(`${defect.name}: ${wordsOf(sought)}`);
    return { ...sought, defect };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const wordsOf = ({ found, words }: Sought): string =>
  found === undefined ? `not found by ${values.seeds} seeds` : `found by seed ${found} (${words ?? ''})`;

const wanted = defects.filter(({ name }) => name.includes(values.only));
const waiting = [...wanted];
const results: Awaited<ReturnType<typeof seek>>[] = [];
await Promise.all(
  Array.from({ length: Number(values.at) }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await seek(next));
  }),
);
const rows = wanted.map((defect) => results.find((one) => one.defect === defect)!);
const text = `Each of these is a small change of the code (\`test/faults/planted/defects.ts\`), planted in a copy of the tree
by \`npm run test:faults:planted\`, where random lives are played, seed by seed from 1 on, until one breaks the promise.

| defect | found after so many seeds |
| --- | --- |
${rows.map(({ defect: { name }, found }) => `| ${name} | ${found ?? `not by ${values.seeds}`} |`).join('\n')}
`;
console.log(text);
if (values.write) writeFileSync(join(root, 'docs/reliability.md'), withPlanted(text));
process.exitCode = rows.every(({ found }) => found !== undefined) ? 0 : 1;
