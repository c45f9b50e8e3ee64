import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secretOnce } from '../../../platform/runtime/secret.ts';

/** An SSM that answers in turn, and keeps what it was asked. */
const answers: [status: number, body: object][] = [];
const asked: unknown[] = [];
const server = createServer((request, response) => {
  let body = '';
  request
    .on('data', (chunk: Buffer) => {
      body += chunk.toString();
    })
    .on('end', () => {
      asked.push([request.headers['x-amz-target'], JSON.parse(body)]);
      const [status, answer] = answers.shift() ?? [500, {}];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
});
let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const arn = 'arn:aws:ssm:us-east-1:333333333333:parameter/caravan/prod/reader-key';

test('a key is read once, decrypted, also where SSM is too busy at first', async () => {
  answers.push(
    [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
    [200, { Parameter: { Value: 'a key' } }],
  );
  const read = secretOnce(arn, config);
  expect(await Promise.all([read(), read()])).toEqual(['a key', 'a key']);
  expect(await read()).toBe('a key');
  expect(asked).toEqual(Array(2).fill(['AmazonSSM.GetParameter', { Name: arn, WithDecryption: true }]));
});

test('one that was never made is an error that says how, and is asked for again', async () => {
  const read = secretOnce(arn, config);
  answers.push([400, { __type: 'ParameterNotFound' }]);
  await expect(read()).rejects.toThrow(`There is no key ${arn}: "caravan keys --stage …" makes it.`);
  answers.push([200, { Parameter: { Value: 'made since' } }]);
  expect(await read()).toBe('made since');
});
