import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeKeys, missingKeys } from '../../../modules/operations/keys/stageKeys.ts';

/** An SSM, and a stack of an older release with its secrets. */
const parameters = new Map<string, { Value: string; Type: string; Overwrite: boolean }>();
let secrets: Record<string, string> | undefined;
const server = createServer((request, response) => {
  void (async () => {
    const body = await text(request);
    const target = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const json = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
    };
    if (target === '') {
      const xml =
        secrets === undefined
          ? '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ' +
            'Caravan-prod does not exist</Message></Error></ErrorResponse>'
          : `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>${Object.keys(secrets)
              .map(
                (id) =>
                  `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>arn:${id}</PhysicalResourceId>` +
                  '<ResourceType>AWS::SecretsManager::Secret</ResourceType></member>',
              )
              .join('')}</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`;
      response.writeHead(secrets === undefined ? 400 : 200, { 'content-type': 'text/xml' }).end(xml);
      return;
    }
    const input = JSON.parse(body) as {
      Name: string;
      SecretId: string;
      Value: string;
      Type: string;
      Overwrite: boolean;
    };
    if (target === 'GetSecretValue') json(200, { SecretString: secrets?.[input.SecretId.replace('arn:', '')] });
    else if (target === 'PutParameter') {
      if (parameters.has(input.Name) && !input.Overwrite) {
        json(400, { __type: 'ParameterAlreadyExists' });
        return;
      }
      parameters.set(input.Name, input);
      json(200, { Version: 1 });
    } else if (parameters.has(input.Name)) json(200, { Parameter: { Name: input.Name, Value: 'sealed' } });
    else json(400, { __type: 'ParameterNotFound' });
  })();
});
const before = { ...process.env };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  parameters.clear();
  secrets = undefined;
});
const make = () => makeKeys('prod', 'us-east-1');

test('before the first deploy all are made, each of its own, as SecureStrings; a second time nothing is touched', async () => {
  expect(await missingKeys('prod', 'us-east-1')).toEqual(['endpoint-key', 'reader-key', 'push-key']);
  expect(await make()).toEqual({ 'endpoint-key': 'made', 'reader-key': 'made', 'push-key': 'made' });
  const made = [...parameters].map(([name, { Value, Type, Overwrite }]) => ({ name, Value, Type, Overwrite }));
  expect(made.map(({ name }) => name).toSorted()).toEqual([
    '/caravan/prod/endpoint-key',
    '/caravan/prod/push-key',
    '/caravan/prod/reader-key',
  ]);
  for (const { Value, Type, Overwrite } of made)
    expect({ Value, Type, Overwrite }).toEqual({
      Value: expect.stringMatching(/^[\w-]{64}$/) as unknown,
      Type: 'SecureString',
      Overwrite: false,
    });
  expect(new Set(made.map(({ Value }) => Value)).size).toBe(3);
  expect(await make()).toEqual({ 'endpoint-key': 'there', 'reader-key': 'there', 'push-key': 'there' });
  expect(await missingKeys('prod', 'us-east-1')).toEqual([]);
});

test('what an older release kept in secrets of its stack is taken over: partners, readers and hubs notice nothing', async () => {
  secrets = {
    DeliveringEndpointKeyC0A15259: 'seals',
    MailingReaderKeyB261DB38: 'signs',
    ServingEdgeSecret82162D0F: 'not ours',
  };
  expect(await make()).toEqual({ 'endpoint-key': 'taken over', 'reader-key': 'taken over', 'push-key': 'made' });
  expect(parameters.get('/caravan/prod/endpoint-key')?.Value).toBe('seals');
  expect(parameters.get('/caravan/prod/reader-key')?.Value).toBe('signs');
});
