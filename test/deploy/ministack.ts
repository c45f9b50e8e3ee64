import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './world.ts';

/** ministack (https://pypi.org/project/ministack/, MIT): an engine of AWS's services that nobody here wrote. */
export const version = '1.5.33';
const venv = join('.cache', `ministack-${version}`);
const pythons = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

export interface Ministack {
  readonly endpoint: string;
  /**
   * What whoever calls it needs in its environment; nothing of the operator's own AWS is in it, and nothing is left in
   * CDK's cache.
   */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A Python that can run it; undefined where there is none. */
const python = (): string | undefined =>
  pythons.find(
    (name) => spawnSync(name, ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']).status === 0,
  );

/** Puts it into its virtual environment, once. @returns why that cannot be done */
export function install(): string | undefined {
  if (existsSync(venv)) return undefined;
  const found = python();
  if (found === undefined) return 'there is no Python 3.10 or later here';
  const draft = `${venv}.draft`;
  try {
    rmSync(draft, { recursive: true, force: true });
    execFileSync(found, ['-m', 'venv', draft], { stdio: ['ignore', 'ignore', 'pipe'] });
    execFileSync(
      join(draft, 'bin', 'python'),
      ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', `ministack==${version}`],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    renameSync(draft, venv); // what stands under its name is whole
    return undefined;
  } catch (error) {
    return `ministack ${version} cannot be had from PyPI (${String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1)})`;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Starts the engine's process. @param folder where it keeps what it holds */
const spawnEngine = (account: string, port: number, folder: string): ChildProcess =>
  spawn(join(venv, 'bin', 'python'), ['-m', 'ministack'], {
    // A group of its own: it starts a process for each function.
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_ACCOUNT_ID: account,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      TMPDIR: folder,
      LOG_LEVEL: 'WARNING',
    },
  });

/** Signals the engine and the processes that it started, if there are any left. */
function signalGroup({ pid = 0 }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    /* none is left */
  }
}

const environmentFor = (endpoint: string, folder: string): Ministack['environment'] => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  CDK_HOME: folder,
  AWS_CONFIG_FILE: join(folder, 'none'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
  AWS_PROFILE: '',
  CI: '1',
  NO_COLOR: '1',
});

/** Starts it on the loopback, empty, for an account. */
export async function startMinistack(account: string): Promise<Ministack> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'caravan-ministack-'));
  const endpoint = `http://127.0.0.1:${port}`;
  const engine = spawnEngine(account, port, folder);
  const ended = new Promise<void>((resolve) => {
    engine.once('exit', () => {
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    signalGroup(engine, 'SIGTERM');
    await Promise.race([
      ended,
      new Promise((resolve) => {
        setTimeout(resolve, 10_000).unref();
      }),
    ]);
    signalGroup(engine, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(
      'ministack is ready',
      async () => (await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined))?.ok,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop, environment: environmentFor(endpoint, folder) };
}
