import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { eventually } from '../deploy/world.ts';

const withPath = (environment: Readonly<Record<string, string>>) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  ...environment,
});

/** @returns what a program printed; it fails where the program does */
export async function runToEnd(
  [program = '', ...args]: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  return (await promisify(execFile)(program, args, { cwd, env: withPath(environment) })).stdout;
}

/** Starts a server, and waits until it answers. */
export async function startServer(
  [program = '', ...args]: readonly string[],
  port: number,
  environment: Readonly<Record<string, string>>,
) {
  const server = spawn(program, args, {
    env: withPath({ PORT: String(port), ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (text: Buffer) => {
      said += String(text);
    });
  await eventually(`${program} answers`, () =>
    fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' }).then(
      ({ status }) => status === 401,
      () => false,
    ),
  );
  return {
    says: (words: RegExp) =>
      eventually(`it says ${String(words)}; so far: ${said}`, () => Promise.resolve(words.test(said))),
    async stop(): Promise<void> {
      server.kill();
      await ended;
    },
  };
}
