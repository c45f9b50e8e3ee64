import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { SignatureV4 } from '@smithy/signature-v4';
import * as http from 'node:http';
import * as https from 'node:https';
import { awsError } from './awsError.ts';
import type { ErrorOf, RawAnswer, SaidIn } from './awsError.ts';

/** What is the same for all calls of a service. */
export interface Service {
  /** Its signing name: `dynamodb`. */
  readonly name: string;
  /** What its host begins with, where that is another: `email` of `ses`. */
  readonly host?: string;
  /** How a call is tried again, in all at most so often; as the SDK does it for other services unless told. */
  readonly retries?: { readonly maxAttempts: number; readonly baseDelay?: number };
  /** A call that hangs for longer is given up: AWS answers in milliseconds, and its retry is worth more. */
  readonly answerMs?: number;
  /** Makes the errors that the service tells of; the base of the SDK's errors unless told. */
  readonly errorOf?: ErrorOf;
  /** Reads a body that is an error; JSON unless told. */
  readonly saidIn?: SaidIn;
}

/** What is asked of a service, always by POST. */
export interface Asked {
  /** `/` unless told. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Calls a service.
 * @returns the body of its answer: empty where it says nothing
 * @throws the service's error, after as many tries as help
 */
export type SignedCall = (asked: Asked) => Promise<string>;

/** One for all services: a worker keeps its connections. As many to a host as the SDK keeps. */
const kept = { keepAlive: true, maxSockets: 50 };
const agents = { 'http:': new http.Agent(kept), 'https:': new https.Agent(kept) };

/**
 * The transport under the SDK's commands: signed as AWS asks (Signature Version 4), tried again as the SDK tries again,
 * and without the layers that make a call of the SDK cost four times as much (docs/adr/0034). It is for functions:
 * region, credentials and, in the twin, the endpoint come from Lambda's environment.
 */
export function signedCall(service: Service): SignedCall {
  const region = process.env.AWS_REGION ?? '';
  const host = `${service.host ?? service.name}.${region}.amazonaws.com`;
  const endpoint = new URL(process.env.AWS_ENDPOINT_URL ?? `https://${host}`);
  const signer = new SignatureV4({
    service: service.name,
    region,
    credentials: fromEnv(),
    sha256: Sha256,
    applyChecksum: false,
  });
  const strategy = new StandardRetryStrategy(service.retries ?? { maxAttempts: 3 });
  const attempt = async ({ path = '/', headers, body }: Asked) => {
    const signed = await signer.sign({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path,
      query: {},
      headers: { host: endpoint.host, ...headers },
      body,
    });
    const asked = { path, headers: { ...signed.headers, ...ofThisInvocation() }, body };
    const answer = await post(endpoint, asked, service.answerMs ?? usualAnswerMs);
    if (answer.status === 200) return answer.body;
    throw awsError(answer, service.errorOf, service.saidIn);
  };
  return async (asked) => {
    let token = await strategy.acquireInitialRetryToken(service.name);
    for (;;) {
      try {
        const output = await attempt(asked);
        strategy.recordSuccess(token);
        return output;
      } catch (error) {
        const failed = error as Parameters<typeof isTransientError>[0];
        token = await strategy
          .refreshRetryTokenForRetry(token, { error: failed, errorType: errorTypeOf(failed) }) // waits, too
          .catch(() => Promise.reject(failed)); // no try is left, or none helps
      }
    }
  };
}

function errorTypeOf(error: Parameters<typeof isTransientError>[0]) {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}

/** CloudTrail names it. */
const userAgent = `Caravan md/nodejs#${process.versions.node} exec-env/${process.env.AWS_EXECUTION_ENV ?? ''}`;

/**
 * Lambda's own trace header goes with each call: X-Ray follows it, and Lambda finds a loop of functions by it (Lambda
 * developer guide, "Use Lambda recursive loop detection").
 */
function ofThisInvocation(): Record<string, string> {
  const trace = process.env._X_AMZN_TRACE_ID;
  return { 'user-agent': userAgent, ...(trace !== undefined && { 'x-amzn-trace-id': trace }) };
}

const [connectMs, usualAnswerMs] = [1_000, 5_000];

function post(endpoint: URL, { path, headers, body }: Required<Asked>, answerMs: number): Promise<RawAnswer> {
  const { request: open } = endpoint.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open({
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      port: endpoint.port,
      method: 'POST',
      path,
      agent: agents[endpoint.protocol as keyof typeof agents],
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    const giveUpAfter = (milliseconds: number, what: string) =>
      setTimeout(() => {
        const late = new Error(`${endpoint.host} ${what} within ${milliseconds / 1_000} s.`);
        outgoing.destroy(Object.assign(late, { name: 'TimeoutError' }));
      }, milliseconds);
    const whole = giveUpAfter(answerMs, 'did not answer');
    outgoing.once('socket', (socket) => {
      if (!socket.connecting) return;
      const connecting = giveUpAfter(connectMs, 'took no connection');
      for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(connecting));
    });
    outgoing.once('close', () => clearTimeout(whole)).once('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
        .on('error', reject);
    });
    outgoing.end(body);
  });
}
