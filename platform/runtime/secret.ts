import { readParameter } from '../aws/parameters.ts';
import type { ReadParameter } from '../aws/parameters.ts';
import { once } from './lambda.ts';

/**
 * Reads a key, a SecureString of SSM.
 * @param arn or name of the parameter
 * @param read by the function's own credentials unless told
 * @throws where it is not there, or empty
 */
export async function readSecret(arn: string, read: ReadParameter = readParameter): Promise<string> {
  const value = await read(arn).catch((error: unknown) => {
    if ((error as Error).name === 'ParameterNotFound')
      throw new Error(`There is no key ${arn}: "caravan keys --stage …" makes it.`, { cause: error });
    throw error;
  });
  if (!value) throw new Error(`The key ${arn} is empty: "caravan keys --stage …" says what is wrong.`);
  return value;
}

/** The same, at the first call; a read that fails is tried again by the next caller. */
export const secretOnce = (arn: string, read: ReadParameter = readParameter): (() => Promise<string>) =>
  once(() => readSecret(arn, read));
