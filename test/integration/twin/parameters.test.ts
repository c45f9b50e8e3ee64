import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { DatabaseSync } from 'node:sqlite';
import { startParameters } from '../../../local/engines/parameters.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { SecretStore } from '../../../local/journal/secretStore.ts';
import { resolveStack } from '../../../local/template/stack.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const arn = (name: string) => `arn:aws:ssm:us-east-1:000000000000:parameter${name}`;
/** A stack whose only function may read these parameters. */
const stackThatMayRead = (...resources: string[]) =>
  resolveStack(
    {
      stackName: 'S',
      assets: new Map<string, string>(),
      template: {
        Resources: {
          Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
          Role: { Type: 'AWS::IAM::Role', Properties: {} },
          Policy: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              Roles: [{ Ref: 'Role' }],
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: resources }] },
            },
          },
        },
      },
    },
    { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' },
  );

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

async function ask<Result>(resources: string[], question: (client: SSMClient) => Promise<Result>): Promise<Result> {
  const engine = await startParameters(stackThatMayRead(...resources), new SecretStore(database), (error) => {
    throw error;
  });
  const client = new SSMClient({
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
const valueOf = async (client: SSMClient, Name: string) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;

describe('the parameters that no template can make', () => {
  test('are made for who may read them, each of its own, and kept over a restart; by name and by ARN they are the same', async () => {
    const both = [arn('/caravan/local/one'), arn('/caravan/local/two')];
    const [one, byArn, two] = await ask(both, (client) =>
      Promise.all(['/caravan/local/one', both[0]!, '/caravan/local/two'].map((name) => valueOf(client, name))),
    );
    expect(one).toMatch(/^[\w-]{64}$/);
    expect(byArn).toBe(one);
    expect(two).not.toBe(one);
    expect(await ask(both, (client) => valueOf(client, '/caravan/local/one'))).toBe(one);
  });

  test('are no others', async () => {
    await expect(
      ask([arn('/caravan/local/one')], (client) => valueOf(client, '/caravan/local/other')),
    ).rejects.toMatchObject({ name: 'ParameterNotFound', $metadata: { httpStatusCode: 400 } });
  });

  test('are not written here, in words', async () => {
    await expect(
      ask([arn('/a/b')], (client) =>
        client.send(new PutParameterCommand({ Name: '/a/b', Value: 'x', Type: 'SecureString' })),
      ),
    ).rejects.toThrow('can only be read, by GetParameter (PutParameter)');
  });
});
