import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import { once } from './lambda.ts';

type ClientConfig = Pick<SSMClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * Reads a key, a SecureString of SSM.
 * @param arn or name of the parameter
 * @param config of the client, beyond its time-outs
 * @throws where it is not there, or empty
 */
export async function readSecret(arn: string, config: ClientConfig = {}): Promise<string> {
  const client = new SSMClient({
    ...config,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
    maxAttempts: 5,
  }); // SSM reads 40 a second by default: many workers may start at once
  const { Parameter } = await client
    .send(new GetParameterCommand({ Name: arn, WithDecryption: true }))
    .catch((error: unknown) => {
      if ((error as Error).name === 'ParameterNotFound')
        throw new Error(`There is no key ${arn}: "caravan keys --stage …" makes it.`, { cause: error });
      throw error;
    });
  if (!Parameter?.Value) throw new Error(`The key ${arn} is empty: "caravan keys --stage …" says what is wrong.`);
  return Parameter.Value;
}

/** The same, at the first call; a read that fails is tried again by the next caller. */
export const secretOnce = (arn: string, config: ClientConfig = {}): (() => Promise<string>) =>
  once(() => readSecret(arn, config));
