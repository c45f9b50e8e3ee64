import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SSMClientConfig } from '@aws-sdk/client-ssm';

/**
 * Reads a key, a SecureString of SSM, once a cold start; a read that fails is tried again by the next who asks.
 * @param arn or name of the parameter
 * @param config of the client, beyond its time-outs
 * @throws where it is not there, or empty
 */
export function secretOnce(
  arn: string,
  config: Pick<SSMClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= read(arn, config).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function read(arn: string, config: SSMClientConfig): Promise<string> {
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
