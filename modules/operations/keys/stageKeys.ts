import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { randomBytes } from 'node:crypto';
import { keyName, keys } from '../../../lib/settings/keys.ts';
import type { KeyName } from '../../../lib/settings/keys.ts';
import { isNotThere } from '../doctor/check.ts';

/** More than the 256 bits that are derived from it. */
const keyBytes = 48;
const names = Object.keys(keys) as KeyName[];

/** Which keys of a stage are in SSM; nobody is shown any. */
export async function missingKeys(stage: string, region: string): Promise<KeyName[]> {
  const ssm = new SSMClient({ region });
  const isThere = (key: KeyName) =>
    ssm.send(new GetParameterCommand({ Name: keyName(stage, key) })).then(
      () => true,
      (error: unknown) => {
        if (isNotThere(error)) return false;
        throw error;
      },
    );
  const found = await Promise.all(names.map(isThere));
  return names.filter((_, index) => !found[index]);
}

/** Where an older release kept a key: in a secret of the stack, by the beginning of its logical id. */
const formerly = {
  'endpoint-key': 'DeliveringEndpointKey',
  'reader-key': 'MailingReaderKey',
  'push-key': 'PushingKey',
} as const satisfies Record<KeyName, string>;

/** The fate of a key: it was there, it was made, or it was taken over from an older release's secret. */
export type Made = 'there' | 'made' | 'taken over';

/** Makes the keys that a stage lacks, as SecureStrings. What is there is never written over. */
export async function makeKeys(stage: string, region: string): Promise<Record<KeyName, Made>> {
  const missing = await missingKeys(stage, region);
  const former = missing.length === 0 ? new Map<string, string>() : await formerSecrets(stage, region);
  const ssm = new SSMClient({ region });
  const make = async (key: KeyName): Promise<Made> => {
    if (!missing.includes(key)) return 'there';
    const value = former.get(formerly[key]);
    await ssm.send(
      new PutParameterCommand({
        Name: keyName(stage, key),
        Type: 'SecureString',
        Value: value ?? randomBytes(keyBytes).toString('base64url'),
        Description: keys[key],
        Overwrite: false,
      }),
    );
    return value === undefined ? 'made' : 'taken over';
  };
  return Object.fromEntries(await Promise.all(names.map(async (key) => [key, await make(key)] as const))) as Record<
    KeyName,
    Made
  >;
}

/** The values of the secrets of a stack that an older release deployed, by the beginning of their logical ids. */
async function formerSecrets(stage: string, region: string): Promise<Map<string, string>> {
  const secrets = new SecretsManagerClient({ region });
  const found = new Map<string, string>();
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: new CloudFormationClient({ region }) },
      { StackName: `Caravan-${stage}` },
    )) {
      for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId } of StackResourceSummaries) {
        const id = Object.values(formerly).find((one) => LogicalResourceId.startsWith(one));
        if (ResourceType !== 'AWS::SecretsManager::Secret' || id === undefined || PhysicalResourceId === undefined)
          continue;
        const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: PhysicalResourceId }));
        if (SecretString) found.set(id, SecretString);
      }
    }
  } catch (error) {
    if (!isNotThere(error)) throw error; // no stack yet, and so nothing to take over
  }
  return found;
}
