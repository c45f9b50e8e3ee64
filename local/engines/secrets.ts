import { errorAnswer } from '../gateway/answers.ts';
import type { Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import type { SecretStore } from '../journal/secretStore.ts';
import { textOf } from '../template/json.ts';
import { secretArnOf } from '../template/naming.ts';
import type { Stack } from '../template/stack.ts';
import { parameterArns } from './parameters.ts';
import { serveCalls, type CallServer } from './callServer.ts';
import { valueOf } from './secretsValue.ts';

/** Creates the stack's secrets that are not there yet, and answers as Secrets Manager does to who reads them. */
export function startSecrets(stack: Stack, store: SecretStore, failed: (error: unknown) => void): Promise<CallServer> {
  createSecrets(stack, store);
  return serveCalls({ protocol: 'json', service: 'secretsmanager' }, (call) => answerTo(call, store), failed);
}

/**
 * A value stays until the template makes it from something else, as with CloudFormation; what the template no longer
 * has goes.
 */
function createSecrets(stack: Stack, store: SecretStore): void {
  const secrets = stack.ofType('AWS::SecretsManager::Secret');
  for (const { id, name, arn, properties } of secrets) {
    const recipe = JSON.stringify([properties['SecretString'], properties['GenerateSecretString']]);
    if (store.find(arn)?.recipe === recipe) continue;
    const value = valueOf({ id, properties });
    if (value !== undefined) store.put({ arn, name, recipe, value });
  }
  store.keepOnly([...secrets.map(({ arn }) => arn), ...parameterArns(stack)]);
}

const current = 'AWSCURRENT';

function answerTo(call: Call, store: SecretStore): Answer {
  const {
    operation,
    input: { SecretId: id, VersionId: version, VersionStage: stage = current },
  } = call;
  if (operation !== 'GetSecretValue')
    return errorAnswer(
      call,
      501,
      'NotImplemented',
      `The twin's secrets can only be read, by GetSecretValue (${operation}).`,
    );
  const secret = store.find(secretArnOf(textOf(id)));
  const notFound = (what: string): Answer =>
    errorAnswer(call, 400, 'ResourceNotFoundException', `Secrets Manager can't find the specified ${what}`);
  if (secret === undefined) return notFound('secret.');
  if (stage !== current) return notFound(`secret value for staging label: ${textOf(stage)}`);
  if (version !== undefined && version !== secret.version)
    return notFound(`secret value for VersionId: ${textOf(version)}`);
  const answer = {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: secret.value,
    VersionId: secret.version,
    VersionStages: [current],
    CreatedDate: secret.createdAt.getTime() / 1000,
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify(answer)),
  };
}
