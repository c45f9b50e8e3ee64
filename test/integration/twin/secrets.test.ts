import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DatabaseSync } from 'node:sqlite';
import { startSecrets } from '../../../local/engines/secrets.ts';
import { valueOf } from '../../../local/engines/secretsValue.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { SecretStore } from '../../../local/journal/secretStore.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { secretArnOf } from '../../../local/template/naming.ts';
import { resolveStack, type Stack } from '../../../local/template/stack.ts';
import { notRun } from '../../../local/template/support.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const type = 'AWS::SecretsManager::Secret';

function stackOf(resources: Record<string, { Type: string; Properties?: JsonObject }>): Stack {
  const assembly = { stackName: 'My-Stack', template: { Resources: resources }, assets: new Map<string, string>() };
  return resolveStack(assembly, { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' });
}

describe('names', () => {
  const prefix = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:';

  test('Ref is the ARN, with a suffix of six characters that a restart keeps', () => {
    const { ref, arn, name } = stackOf({ Key: { Type: type, Properties: { Name: 'a/b-c' } } }).resources[0] ?? {};
    expect([ref, arn, name]).toEqual([`${prefix}a/b-c-${arn?.slice(-6)}`, ref, 'a/b-c']);
    expect(arn).toMatch(/-[0-9a-f]{6}$/);
  });

  test('a name that the template leaves open has one hyphen, on which CDK counts', () => {
    expect(stackOf({ Key: { Type: type } }).resources[0]?.name).toMatch(/^Key-[0-9a-f]{12}$/);
  });

  test('whole ARN, partial ARN and name are one secret; another account is not', () => {
    const whole = secretArnOf('a-b');
    expect([whole, `${prefix}a-b`].map(secretArnOf)).toEqual([whole, whole]);
    expect(secretArnOf(`${prefix}a-b-ffffff`)).not.toBe(whole);
    const foreign = whole.replace('000000000000', '111111111111');
    expect(secretArnOf(foreign)).toBe(foreign);
  });

  test('what of Secrets Manager does not run is said', () => {
    expect(
      notRun(
        stackOf({
          A: { Type: type },
          B: { Type: 'AWS::SecretsManager::ResourcePolicy' },
          C: { Type: 'AWS::SecretsManager::RotationSchedule' },
        }),
      ),
    ).toEqual(['rotation of secrets']);
  });
});

describe('the value that a template gives', () => {
  const value = (properties: JsonObject): string | undefined => valueOf({ id: 'Key', properties });

  test('as it is, generated, generated into a template, or none', () => {
    expect(value({ SecretString: 'given' })).toBe('given');
    expect(value({ GenerateSecretString: { PasswordLength: 40 } })).toHaveLength(40);
    const filled = value({
      GenerateSecretString: {
        SecretStringTemplate: '{"user":"me"}',
        GenerateStringKey: 'key',
        ExcludePunctuation: true,
      },
    });
    expect(JSON.parse(filled ?? '')).toEqual({ user: 'me', key: expect.stringMatching(/^\w{32}$/) as unknown });
    expect(value({})).toBeUndefined();
  });

  test.each<JsonObject>([
    { SecretStringTemplate: '{}' },
    { GenerateStringKey: 'key' },
    { SecretStringTemplate: '[]', GenerateStringKey: 'key' },
    { PasswordLength: 0 },
  ])('%j is an error that names the secret', (options) => {
    expect(() => value({ GenerateSecretString: options })).toThrow('The twin cannot generate the secret Key: ');
  });
});

describe('the engine', () => {
  let folder: string;
  let database: DatabaseSync;
  beforeEach(() => {
    folder = newDataDir();
    database = takeDataFolder(folder);
  });
  afterEach(() => {
    database.close();
    removeDataDir(folder);
  });

  async function ask<Result>(
    secrets: Record<string, JsonObject>,
    question: (client: SecretsManagerClient) => Promise<Result>,
  ): Promise<Result> {
    const stack = stackOf(
      Object.fromEntries(
        Object.entries(secrets).map(([id, properties]) => [
          id,
          { Type: type, Properties: { Name: id, ...properties } },
        ]),
      ),
    );
    const engine = await startSecrets(stack, new SecretStore(database), (error) => {
      throw error;
    });
    const client = new SecretsManagerClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
    });
    try {
      return await question(client);
    } finally {
      client.destroy();
      await engine.stop();
    }
  }
  const valueFrom = (secrets: Record<string, JsonObject>, SecretId: string) =>
    ask(secrets, async (client) => (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString);

  test('answers as AWS does, by whichever name', async () => {
    const arn = secretArnOf('Key');
    const answers = await ask({ Key: { SecretString: 'v' } }, (client) =>
      Promise.all(
        [arn, arn.slice(0, -7), 'Key'].map((SecretId) => client.send(new GetSecretValueCommand({ SecretId }))),
      ),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ARN: arn,
        Name: 'Key',
        SecretString: 'v',
        VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: expect.any(Date) as unknown,
      });
    }
  });

  test.each([
    { SecretId: 'Other' },
    { SecretId: 'Empty' },
    { SecretId: 'Key', VersionStage: 'AWSPREVIOUS' },
    { SecretId: 'Key', VersionId: 'x'.repeat(36) },
  ])('finds nothing for %j', async (question) => {
    await expect(
      ask({ Key: { SecretString: 'v' }, Empty: {} }, (client) => client.send(new GetSecretValueCommand(question))),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } });
  });

  test('refuses in words to write', async () => {
    await expect(
      ask({ Key: {} }, (client) => client.send(new PutSecretValueCommand({ SecretId: 'Key', SecretString: 'x' }))),
    ).rejects.toThrow('can only be read, by GetSecretValue (PutSecretValue)');
  });

  test('keeps a value until the template makes it from something else, or has it no longer', async () => {
    const first = await valueFrom({ Key: { GenerateSecretString: {} } }, 'Key');
    expect(await valueFrom({ Key: { GenerateSecretString: {}, Description: 'more' } }, 'Key')).toBe(first);
    const longer = await valueFrom({ Key: { GenerateSecretString: { PasswordLength: 33 } } }, 'Key');
    expect(longer).toHaveLength(33);
    await ask({}, async () => undefined);
    expect(await valueFrom({ Key: { GenerateSecretString: { PasswordLength: 33 } } }, 'Key')).not.toBe(longer);
    expect(await valueFrom({ Key: { SecretString: 'one' } }, 'Key')).toBe('one');
    expect(await valueFrom({ Key: { SecretString: 'two' } }, 'Key')).toBe('two');
  });
});
