import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Ministack } from './ministack.ts';
import { stage } from './onMinistack.ts';
import { eventually } from './world.ts';

/** A console of the stage, opened as an operator opens it, and pressed as its page presses. */
export interface OpenConsole {
  get(path: string): Promise<{ status: number; text: string }>;
  /** All that the page shows. */
  state(): Promise<ConsoleState>;
  /** Presses a button. @returns its words; it fails where it was not done */
  press(path: string, body: object): Promise<string>;
  close(): Promise<void>;
}

export interface ConsoleState {
  readonly name: string;
  readonly sources: readonly { readonly id: string; readonly status: string; readonly intervalSeconds?: number }[];
  readonly articles: readonly { readonly id: string; readonly title: string; readonly status: string }[];
  readonly partners: {
    readonly endpoints: readonly { readonly id: string; readonly partnerId: string; readonly status: string }[];
  };
  readonly readers: { readonly readers: readonly { readonly id: string; readonly status: string }[] };
  readonly queues: readonly { readonly name: string; readonly isDead: boolean; readonly waiting: number }[];
  readonly channels: readonly { readonly name: string; readonly paused: boolean }[];
}

/** `caravan console --stage …`, until it is closed. */
export async function openConsole({ environment }: Ministack): Promise<OpenConsole> {
  const args = ['--import', './test/deploy/loopback.mjs', 'cli/caravan.ts', '--stage', stage, 'console'];
  const program = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  program.stdout.on('data', (words: Buffer) => {
    said += String(words);
  });
  // the SDK warns of every queue whose address has another host than the endpoint
  program.stderr.on('data', (words: Buffer) => {
    complained += String(words).replace(/^(QueueUrl=|Set \[endpoint=).*\n/gm, '');
  });
  const entry = await eventually('the console opens', () => /http:\/\/localhost:\d+\/enter\/\S+/.exec(said)?.[0]);
  const { origin } = new URL(entry);
  assert.equal((await fetch(origin)).status, 403);
  const entered = await fetch(entry, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    async get(path) {
      const answer = await fetch(`${origin}${path}`, { headers: { cookie } });
      return { status: answer.status, text: await answer.text() };
    },
    async state() {
      const ends = new AbortController();
      const { body } = await fetch(`${origin}/live`, { headers: { cookie }, signal: ends.signal });
      let pushed = '';
      for await (const piece of body ?? []) {
        pushed += Buffer.from(piece).toString();
        if (pushed.includes('\n\n')) break;
      }
      ends.abort();
      return JSON.parse(pushed.slice('data: '.length, pushed.indexOf('\n\n'))) as ConsoleState;
    },
    async press(path, asked) {
      const answer = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      const words = await answer.text();
      assert.equal(answer.status, 202, `${path}: ${words}`);
      return words;
    },
    async close() {
      program.kill('SIGINT');
      const [code] = (await once(program, 'exit')) as [number | null];
      assert.deepEqual([code, complained], [0, '']);
    },
  };
}
