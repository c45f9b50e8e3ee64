import { TwinError } from '../../local/twinError.ts';

/**
 * What of the promise a life broke: somebody lacks something, has it too often, has what they must not, or something is
 * left behind.
 */
export interface Breach {
  readonly kind: 'lost' | 'repeated' | 'leaked' | 'left';
  readonly words: string;
}

export const lost = (words: string): Breach => ({ kind: 'lost', words });
export const repeated = (words: string): Breach => ({ kind: 'repeated', words });
export const leaked = (words: string): Breach => ({ kind: 'leaked', words });
export const left = (words: string): Breach => ({ kind: 'left', words });

/**
 * Why a run came to nothing, where an error says that the twin did not come to rest in its time, as on a machine that
 * has much else to do; undefined of any other.
 */
export const nothingIn = (error: unknown): string | undefined =>
  error instanceof TwinError && error.message.startsWith('The twin is not idle') ? error.message : undefined;
