import type { PushKey } from './pushKey.ts';

/** Where the hub of a source verifies and pushes (WebSub, section 5.1): an address of its own, that nobody guesses. */
export const callbackOf = (publicUrl: string, sourceId: string, key: PushKey): string =>
  `${publicUrl}/websub/${sourceId}/${key.tokenOf(sourceId)}`;

/**
 * @returns the source that a callback is of, and the token that it claims to be of it by; undefined where it is none
 */
export function partsOfCallback(path: string): { readonly sourceId: string; readonly token: string } | undefined {
  const [, sourceId, token] = /^\/websub\/([a-z0-9][a-z0-9-]{0,62})\/([\w-]{22})$/.exec(path) ?? [];
  return sourceId === undefined || token === undefined ? undefined : { sourceId, token };
}
