import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { errorAnswer } from '../gateway/answers.ts';
import { readCall, type Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import type { SecretStore } from '../journal/secretStore.ts';
import { textOf } from '../template/json.ts';
import { secretArnOf } from '../template/naming.ts';
import type { Stack } from '../template/stack.ts';
import { valueOf } from './secretsValue.ts';

/** An engine that answers as Secrets Manager does to who reads. */
export interface SecretEngine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Creates the stack's secrets that are not there yet, and answers for them. */
export async function startSecrets(stack: Stack, store: SecretStore): Promise<SecretEngine> {
  createSecrets(stack, store);
  const server = createServer((request, response) => {
    buffer(request).then((received) => {
      const call = readCall(request.method ?? '', request.url ?? '', request.headers, received);
      const { status, headers, body } = call === undefined ? unsigned : answerTo(call, store);
      response.writeHead(status, headers).end(body);
    }).catch((error: unknown) => { response.destroy(error instanceof Error ? error : undefined); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

/** A value stays until the template makes it from something else, as with CloudFormation; what the template no longer has goes. */
function createSecrets(stack: Stack, store: SecretStore): void {
  const secrets = stack.ofType('AWS::SecretsManager::Secret');
  for (const { id, name, arn, properties } of secrets) {
    const recipe = JSON.stringify([properties['SecretString'], properties['GenerateSecretString']]);
    if (store.find(arn)?.recipe === recipe) continue;
    const value = valueOf({ id, properties });
    if (value !== undefined) store.put({ arn, name, recipe, value });
  }
  store.keepOnly(secrets.map(({ arn }) => arn));
}

const unsigned = errorAnswer({ protocol: 'json', service: 'secretsmanager' }, 403, 'MissingAuthenticationToken', 'The request is not signed.');
const current = 'AWSCURRENT';

function answerTo(call: Call, store: SecretStore): Answer {
  const { operation, input: { SecretId: id, VersionId: version, VersionStage: stage = current } } = call;
  if (operation !== 'GetSecretValue') return errorAnswer(call, 501, 'NotImplemented', `The twin's secrets can only be read, by GetSecretValue (${operation}).`);
  const secret = store.find(secretArnOf(textOf(id)));
  const notFound = (what: string): Answer => errorAnswer(call, 400, 'ResourceNotFoundException', `Secrets Manager can't find the specified ${what}`);
  if (secret === undefined) return notFound('secret.');
  if (stage !== current) return notFound(`secret value for staging label: ${textOf(stage)}`);
  if (version !== undefined && version !== secret.version) return notFound(`secret value for VersionId: ${textOf(version)}`);
  const answer = {
    ARN: secret.arn, Name: secret.name, SecretString: secret.value,
    VersionId: secret.version, VersionStages: [current], CreatedDate: secret.createdAt.getTime() / 1000,
  };
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(JSON.stringify(answer)) };
}
