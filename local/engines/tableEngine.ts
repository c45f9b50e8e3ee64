import { Agent } from 'node:http';
import { reachAt, type Reach } from '../gateway/exchange.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';

/** An engine that speaks DynamoDB's protocol: dynalite, or DynamoDB Local. */
export interface TableEngine {
  readonly endpoint: string;
  /** The way to it for the calls of others. */
  readonly reach: Reach;
  /**
   * Whether it has streams and counts the write units of indexes, as AWS does; otherwise the twin derives both from
   * images.
   */
  readonly complete: boolean;
  /** Calls the engine as the twin itself: unmetered, unchecked. */
  readonly call: (operation: string, input: JsonObject) => Promise<JsonObject>;
  /** Calls the API of its streams. */
  readonly callStreams: (operation: string, input: JsonObject) => Promise<JsonObject>;
  readonly stop: () => Promise<void>;
}

/**
 * The engine sees the twin as its only caller: DynamoDB Local takes letters and digits alone for an access key, and who
 * may call is not its to decide.
 */
export const asTwin = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=twin/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=twin',
};

/** The calls to an engine, by how it is reached. */
export const reachedBy = (reach: Reach): Pick<TableEngine, 'reach' | 'call' | 'callStreams'> => ({
  reach,
  call: (operation, input) => call(reach, `DynamoDB_20120810.${operation}`, input),
  callStreams: (operation, input) => call(reach, `DynamoDBStreams_20120810.${operation}`, input),
});

/** The calls to an engine that answers at an address. */
export function engineAt(endpoint: string): Omit<TableEngine, 'complete'> {
  const agent = new Agent({ keepAlive: true });
  return {
    endpoint,
    ...reachedBy(reachAt(endpoint, agent)),
    stop: async () => {
      agent.destroy();
    },
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

async function call(reach: Reach, target: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await reach({
    method: 'POST',
    path: '/',
    body: Buffer.from(JSON.stringify(input)),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      ...asTwin,
    },
  });
  const parsed: unknown = JSON.parse(body.toString());
  const answer = isObject(parsed) ? parsed : {};
  if (status === 200) return answer;
  const type = textOf(answer['__type']).split('#').at(-1) ?? '';
  throw new EngineError(type, `${target} failed: ${type} ${textOf(answer['message'] ?? answer['Message'] ?? '')}`);
}
