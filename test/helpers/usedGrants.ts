import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Use } from '../../local/gateway/access.ts';
import type { Twin } from '../../local/twin.ts';

const folder = resolve('.cache/used-grants');

/** Forgets what earlier runs used. */
export const forgetUses = (): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Notes what the functions of a twin did under their policies, for the report at the end of all tests. */
export async function noteUses(twin: Twin): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(await twin.uses()));
}

/** What all twins of this run did. */
export const notedUses = (): Use[] =>
  readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Use[]);
