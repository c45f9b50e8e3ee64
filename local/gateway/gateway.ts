import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asTwin } from '../engines/tableEngine.ts';
import type { Identities } from '../mail/identities.ts';
import type { Sandbox } from '../mail/sandbox.ts';
import type { Meter } from '../meter/meter.ts';
import type { Table } from '../engines/tables.ts';
import { messageRefusal, withoutFailed } from '../rules/messages.ts';
import { withinPage } from '../rules/pages.ts';
import type { Lineages } from '../sources/lineages.ts';
import type { LaggingReads } from '../reads/laggingReads.ts';
import { TwinError } from '../twinError.ts';
import type { AccessCheck } from './access.ts';
import { deniedAnswer, errorAnswer, failedAnswer, throttledAnswer } from './answers.ts';
import { operator, readCall, type Call, type Caller } from './call.ts';
import { bodyOf, idleConnectionMs, without, type Answer, type Reach } from './exchange.ts';
import type { Faults } from './faults.ts';
import { modelRefusal } from './modelCheck.ts';
import { permissionsOf } from './permissions.ts';
import { asksForCapacity, withCapacity, withoutCapacity } from './tableCapacity.ts';
import type { TableWrites } from './tableWrites.ts';
import { usageOf } from './usage.ts';

/** The gateway's parts. It opens before the engines do, as its address is in the functions' environment. */
export interface GatewayParts {
  /** The ways to the engines by service. */
  readonly engines: Readonly<Record<string, Reach>>;
  readonly access: AccessCheck;
  /** Identities that mails are sent from. */
  readonly identities: Identities;
  readonly sandbox: Sandbox;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly tables: readonly Table[];
  readonly writes: TableWrites;
  readonly reads: LaggingReads;
  readonly lineages: Lineages;
  /** The logical ids of the functions. */
  readonly functions: ReadonlySet<string>;
  readonly killWorker: (caller: Caller) => Promise<void>;
  /** Ends the caller's invocation as its timeout does. */
  readonly expireWorker: (caller: Caller) => Promise<void>;
}

export interface Gateway {
  readonly endpoint: string;
  /** Keeps the connections to engines until it stops. */
  readonly agent: Agent;
  /** Lets calls through from now on. */
  connect(parts: GatewayParts): void;
  stop(): Promise<void>;
}

/** The end of a connection that gets no answer. */
const cut = Symbol('cut');

/** Opens the one door to all AWS services. */
export async function openGateway(): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true });
  let parts: GatewayParts | undefined;

  const server = createServer({ keepAliveTimeout: idleConnectionMs }, (request, response) => {
    handle(request, parts).then(
      (answer) => {
        if (answer === cut) request.socket.destroy();
        else send(response, answer);
      },
      (error: unknown) =>
        send(response, errorAnswer({ protocol: 'json', service: 'twin' }, 500, 'TwinFailure', String(error))),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    agent,
    connect: (connected) => {
      parts = connected;
    },
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const passed = without(headers, 'connection', 'keep-alive', 'transfer-encoding');
  response.writeHead(status, { ...passed, 'content-length': body.length }).end(body);
}

async function handle(request: IncomingMessage, parts: GatewayParts | undefined): Promise<Answer | typeof cut> {
  const body = await bodyOf(request);
  const call = readCall(request.method ?? 'GET', request.url ?? '/', request.headers, body);
  const unsigned = { protocol: 'json', service: 'twin' } as const;
  if (call === undefined) return errorAnswer(unsigned, 403, 'MissingAuthenticationToken', 'The request is not signed.');
  if (parts === undefined) return errorAnswer(call, 503, 'ServiceUnavailable', 'The twin is starting.');
  const refused = await refuse(call, parts);
  return refused ?? withFaults(call, parts, () => perform(call, parts));
}

async function refuse(
  call: Call,
  { engines, functions, access, identities, sandbox }: GatewayParts,
): Promise<Answer | undefined> {
  const { caller, service, operation } = call;
  const permissions = permissionsOf(call, identities, sandbox);
  if (permissions === undefined || engines[service] === undefined) {
    return errorAnswer(call, 501, 'NotImplemented', `The twin does not run the service ${service} (${operation}).`);
  }
  const malformed = modelRefusal(call) ?? messageRefusal(call);
  if (malformed !== undefined) return malformed;
  if (operation.startsWith('Transact'))
    return errorAnswer(call, 400, 'ValidationException', `The twin's tables have no transactions (${operation}).`);
  if (caller.name === operator) return undefined;
  if (!functions.has(caller.name))
    return errorAnswer(
      call,
      403,
      'UnrecognizedClientException',
      `The twin does not know the access key ${caller.name}.`,
    );
  const message = await access.refuse(caller.name, permissions);
  return message === undefined ? undefined : deniedAnswer(call, message);
}

async function withFaults(
  call: Call,
  { faults, killWorker, expireWorker }: GatewayParts,
  effect: () => Promise<Answer>,
): Promise<Answer | typeof cut> {
  const kind = faults.meet(call);
  switch (kind) {
    case undefined:
      return effect();
    case 'throttle':
      return throttledAnswer(call);
    case 'fail':
      return failedAnswer(call);
    case 'timeout-before':
      return cut;
    case 'timeout-after':
      await effect();
      return cut;
    case 'kill-before':
      await killWorker(call.caller);
      return cut;
    case 'kill-after':
      await effect();
      await killWorker(call.caller);
      return cut;
    case 'late':
      await effect();
      await expireWorker(call.caller);
      return cut;
  }
}

async function perform(
  asked: Call,
  { engines, meter, writes, reads, tables, lineages }: GatewayParts,
): Promise<Answer> {
  const late = await reads.divert(asked);
  const call = late?.call ?? asked;
  const asks = asksForCapacity(call);
  const { method, path, service } = call;
  const reach = engines[service] ?? (() => Promise.reject(new TwinError(`The twin has no engine for ${service}.`)));
  const headers = service === 'dynamodb' ? { ...call.headers, ...asTwin } : call.headers;
  const { answer, indexUnits, standingUnits } = await writes.around(call, () =>
    withoutFailed(call, (sent) =>
      reach({
        method,
        path: call.protocol === 'rest' ? path : '/',
        headers,
        body: asks ? withCapacity(sent) : sent.body,
      }),
    ),
  );
  lineages.note(call, answer);
  const usage = usageOf(call, answer, standingUnits);
  meter.count(call.caller.name, call.service, call.operation, {
    ...usage,
    ...(indexUnits > 0 ? { writeUnits: (usage.writeUnits ?? 0) + indexUnits } : {}),
  });
  const told = asks && answer.status === 200 ? withoutCapacity(answer) : answer;
  return withinPage(asked, late?.restore(told) ?? told, tables);
}
