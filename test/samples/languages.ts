import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const cache = resolve('.cache/samples');

/** How the guide's programs of a language are run. */
export interface Language {
  readonly name: string;
  readonly ending: string;
  /** Puts in place what its programs need. @returns where they must lie; undefined with words where it is not to be had */
  ready(): Promise<{ folder: string } | { skipped: string }>;
  /** The command that runs a program; `port` is that of a server. */
  command(file: string, port?: number): Promise<readonly string[]>;
}

const [standardwebhooksOfPython, librariesOfGo] = ['1.1.0', 'v0.0.1'];

/** Runs a program to its end. @returns undefined where it is not on this machine */
const has = async (...command: readonly string[]): Promise<true | undefined> =>
  execute(command[0] ?? '', command.slice(1)).then(
    () => true,
    () => undefined,
  );

/** Fills a folder once; what stands under its name is whole. */
async function filled(name: string, fill: (folder: string) => Promise<unknown>) {
  const folder = join(cache, name);
  if (existsSync(folder)) return { folder };
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
  } catch (error) {
    const words = String((error as { stderr?: string }).stderr ?? error).trim();
    return { skipped: `its library cannot be had (${words.split('\n').at(-1) ?? ''})` };
  }
  renameSync(draft, folder);
  return { folder };
}

const python = join(cache, 'python', 'venv', 'bin', 'python');

export const languages: readonly Language[] = [
  {
    name: 'Node',
    ending: 'mjs',
    // below this folder, so that it finds the project's own package
    ready: () => filled('node', () => Promise.resolve()),
    command: (file) => Promise.resolve([process.execPath, file]),
  },
  {
    name: 'Python',
    ending: 'py',
    ready: async () =>
      (await has('python3', '-c', 'import venv'))
        ? filled('python', async (folder) => {
            await execute('python3', ['-m', 'venv', '--copies', join(folder, 'venv')]);
            await execute(join(folder, 'venv', 'bin', 'python'), [
              ...['-m', 'pip', 'install', '-q', '--disable-pip-version-check'],
              `standardwebhooks==${standardwebhooksOfPython}`,
            ]);
          })
        : { skipped: 'there is no Python 3 here' },
    command: (file) => Promise.resolve([python, '-u', file]),
  },
  {
    name: 'Go',
    ending: 'go',
    ready: async () =>
      (await has('go', 'version'))
        ? filled('go', async (folder) => {
            writeFileSync(join(folder, 'go.mod'), 'module sample\n');
            const library = `github.com/standard-webhooks/standard-webhooks/libraries@${librariesOfGo}`;
            await execute('go', ['get', library], { cwd: folder });
          })
        : { skipped: 'there is no Go here' },
    // "go run" would leave the program behind when it is ended itself
    command: async (file) => {
      const program = file.replace(/\.go$/, '');
      // without cgo, as its packages take minutes to compile on a small machine
      const env = { ...process.env, CGO_ENABLED: '0' };
      await execute('go', ['build', '-o', program, file], { cwd: dirname(file), env });
      return [program];
    },
  },
  {
    name: 'PHP',
    ending: 'php',
    ready: async () =>
      (await has('php', '-v')) ? filled('php', () => Promise.resolve()) : { skipped: 'there is no PHP here' },
    command: (file, port) =>
      Promise.resolve(port === undefined ? ['php', file] : ['php', '-S', `127.0.0.1:${port}`, file]),
  },
];
