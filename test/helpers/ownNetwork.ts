import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Addresses of the public internet that exist in a network of our own, too. */
export const publicAddresses = ['93.184.215.14', '2606:2800:21f::14'] as const;

const inOwnNetwork = (command: string, env: NodeJS.ProcessEnv, timeoutMs: number): string =>
  execFileSync('unshare', ['--map-root-user', '--net', '--mount', 'sh', '-ec', command], {
    encoding: 'utf8',
    env,
    timeout: timeoutMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Why a network of our own cannot be had here; undefined where it can. */
export const noOwnNetwork = ((): string | undefined => {
  try {
    inOwnNetwork('ip link set lo up', process.env, 10_000);
    return undefined;
  } catch {
    return 'it needs Linux, iproute2, and the right to make namespaces (unshare --map-root-user --net --mount)';
  }
})();

/**
 * Runs one of our files where nothing leads outside: public addresses are this machine's own, and names are asked of
 * 127.0.0.1. So a request goes all its real way, through the system's resolver and real sockets.
 * @returns what it printed, as JSON
 */
export function runInOwnNetwork(file: string, env: Readonly<Record<string, string>> = {}): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-network-'));
  try {
    const setting = {
      'resolv.conf': 'nameserver 127.0.0.1\noptions timeout:2 attempts:2\n',
      hosts: '127.0.0.1 localhost\n::1 localhost\n',
      'nsswitch.conf': 'hosts: files dns\n',
    };
    for (const [name, text] of Object.entries(setting)) writeFileSync(join(folder, name), text);
    const lines = [
      'ip link set lo up',
      ...publicAddresses.map((address) => `ip addr add ${address} dev lo`),
      ...Object.keys(setting).map((name) => `mount --bind "$SETTING/${name}" "$(readlink -f /etc/${name})"`),
      'exec "$NODE" --no-warnings "$FILE"',
    ];
    return JSON.parse(
      inOwnNetwork(
        lines.join('\n'),
        { ...process.env, ...env, SETTING: folder, NODE: process.execPath, FILE: file },
        60_000,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
