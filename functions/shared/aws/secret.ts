import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';

/**
 * Reads a secret once a cold start; a read that fails is tried again by the next who asks.
 * @param config of the client, beyond its time-outs
 * @throws where it is empty or binary
 */
export function secretOnce(arn: string, config: Pick<SecretsManagerClientConfig, 'endpoint' | 'region' | 'credentials'> = {}): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= read(arn, config).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function read(arn: string, config: SecretsManagerClientConfig): Promise<string> {
  const { SecretString } = await new SecretsManagerClient({ ...config, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } }).send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error(`The secret ${arn} holds no text: give it some, or let the stack make it anew.`);
  return SecretString;
}
