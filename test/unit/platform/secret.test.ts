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
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
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
  const read = secretOnce(arn);
  expect(await Promise.all([read(), read()])).toEqual(['a key', 'a key']);
  expect(await read()).toBe('a key');
  expect(asked).toEqual(Array(2).fill(['AmazonSSM.GetParameter', { Name: arn, WithDecryption: true }]));
});

test('one that was never made is an error that says how, and is asked for again', async () => {
  const read = secretOnce(arn);
  answers.push([400, { __type: 'ParameterNotFound' }]);
  await expect(read()).rejects.toThrow(`There is no key ${arn}: "caravan keys --stage …" makes it.`);
  answers.push([200, { Parameter: { Value: 'made since' } }]);
  expect(await read()).toBe('made since');
});
