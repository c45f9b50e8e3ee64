/**
 * AWS in a thread of its own, for what deliver calls: it checks each call against AWS's own API model, answers as that
 * says, keeps nothing, and counts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { readCall, type Call } from '../../local/gateway/call.ts';
import { modelRefusal } from '../../local/gateway/modelCheck.ts';
import { articleKeyPrefix } from '../../modules/articles/articlesTable.ts';
import { editionRow, endpointRows, passphrase } from './rows.ts';

type Key = Readonly<Record<'pk' | 'sk', { readonly S: string }>>;
interface Input {
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Key[] }>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Entries?: readonly { readonly Id: string }[];
}

const endpoints = endpointRows((workerData as { url: string }).url);
let calls = 0;

const announcedVersionsOf = (pk: string) =>
  pk.startsWith(articleKeyPrefix) ? [editionRow(pk.slice(articleKeyPrefix.length))] : [];
const rowsAt = ({ pk, sk }: Key) => [endpoints.get(sk.S) ?? announcedVersionsOf(pk.S)].flat();

function answerTo({ operation, input }: Call): object {
  const { RequestItems = {}, ExpressionAttributeValues: values = {}, Entries = [] } = input as Input;
  switch (operation) {
    case 'GetParameter':
      return { Parameter: { Value: passphrase } };
    case 'BatchGetItem':
      return {
        Responses: Object.fromEntries(
          Object.entries(RequestItems).map(([table, { Keys = [] }]) => [table, Keys.flatMap(rowsAt)]),
        ),
        UnprocessedKeys: {},
      };
    case 'Query': {
      const Items = Object.values(values).flatMap(({ S: value = '' }) => announcedVersionsOf(value));
      return { Items, Count: Items.length, ScannedCount: Items.length };
    }
    case 'BatchWriteItem':
      return { UnprocessedItems: {} };
    case 'DeleteMessageBatch':
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
    case 'PutItem':
    case 'UpdateItem':
      return {};
    default:
      throw new Error(`bench/deliver/awsStub.ts does not answer ${operation}.`);
  }
}

const server = createServer((request, response) => {
  void (async () => {
    const call = readCall('POST', '/', request.headers, await buffer(request));
    if (call === undefined) throw new Error('A call came that nobody signed.');
    const refusal = modelRefusal(call);
    if (refusal !== undefined) throw new Error(`${call.operation}: ${refusal.body.toString()}`);
    calls++;
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answerTo(call)));
  })();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
/** Whoever asks is told how many calls came since it asked last. */
parentPort?.on('message', () => {
  parentPort?.postMessage(calls);
  calls = 0;
});
