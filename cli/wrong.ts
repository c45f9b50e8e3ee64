import { OperatorError } from '../modules/operations/operatorError.ts';

const places: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written by you',
  EPERM: 'it may not be written by you',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
};

/**
 * An error in words for the operator who can mend it: of ours, of a file, or of AWS.
 * @returns undefined where it is a fault of the program, whose stack is wanted
 */
export function inWords(error: unknown): string | undefined {
  if (error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code = '', path, $metadata } = error as Error & { code?: string; path?: string; $metadata?: unknown };
  if (path !== undefined && places[code] !== undefined) return `${path} cannot be used: ${places[code]}.`;
  if ($metadata === undefined) return undefined;
  return `AWS refused: ${error.name}: ${error.message}\n"caravan doctor" says what a stage and its operator need.`;
}
