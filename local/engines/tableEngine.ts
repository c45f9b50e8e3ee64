import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { exchange } from '../gateway/exchange.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';

/** An engine that speaks DynamoDB's protocol: dynalite, or DynamoDB Local. */
export interface TableEngine {
  readonly endpoint: string;
  /** Calls the engine as the twin itself: unmetered, unchecked. */
  readonly call: (operation: string, input: JsonObject) => Promise<JsonObject>;
  readonly stop: () => Promise<void>;
}

/** Starts dynalite on disk. */
export async function startTableEngine(dataDir: string): Promise<TableEngine> {
  const server = dynalite({ path: join(dataDir, 'tables'), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true });
  return {
    endpoint,
    call: (operation, input) => callDynamoDB(endpoint, agent, operation, input),
    stop: () => new Promise<void>((resolve, reject) => {
      agent.destroy();
      server.closeAllConnections();
      server.close((error) => { if (error) reject(error); else resolve(); });
    }),
  };
}

/** An error that the engine answered, by its type. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

async function callDynamoDB(endpoint: string, agent: Agent, operation: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await exchange(endpoint, agent, {
    method: 'POST', path: '/', body: Buffer.from(JSON.stringify(input)),
    headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}`, 'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=twin/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=twin',
    },
  });
  const parsed: unknown = JSON.parse(body.toString());
  const answer = isObject(parsed) ? parsed : {};
  if (status === 200) return answer;
  const type = textOf(answer['__type']).split('#').at(-1) ?? '';
  throw new EngineError(type, `${operation} failed: ${type} ${textOf(answer['message'] ?? answer['Message'] ?? '')}`);
}
