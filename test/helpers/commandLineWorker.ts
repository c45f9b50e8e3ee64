import { enableCompileCache } from 'node:module';
import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import type { Typed } from './commandLine.ts';
import type { Ran } from './commandProcess.ts';

enableCompileCache();
const { runCommand } = await import('../../cli/program.ts');

let out = '';
let err = '';
process.stdout.write = (text: string | Uint8Array) => {
  out += String(text);
  return true;
};
process.stderr.write = (text: string | Uint8Array) => {
  err += String(text);
  return true;
};

async function run({ dataDir, args }: Typed): Promise<Ran> {
  [out, err, process.exitCode] = ['', '', 0];
  process.env['CARAVAN_DATA'] = dataDir;
  try {
    await runCommand(args);
    return { code: process.exitCode, out, err };
  } catch (error) {
    return { code: 1, out, err: err + inspect(error) };
  }
}

parentPort!.on('message', (typed: Typed) => {
  void run(typed).then((ran) => {
    parentPort!.postMessage(ran);
  });
});
