import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Reads a secret once a cold start; a read that fails is tried again by the next who asks.
 * @throws where it is empty or binary
 */
export function secretOnce(arn: string): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= read(arn).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function read(arn: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } }).send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error(`The secret ${arn} holds no text: give it some, or let the stack make it anew.`);
  return SecretString;
}
