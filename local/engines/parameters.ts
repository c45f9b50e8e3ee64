import { randomBytes } from 'node:crypto';
import { errorAnswer } from '../gateway/answers.ts';
import type { Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import type { SecretStore } from '../journal/secretStore.ts';
import { grantsOf } from '../template/grants.ts';
import { textOf } from '../template/json.ts';
import { parameterArnOf } from '../template/naming.ts';
import type { Stack } from '../template/stack.ts';
import { serveCalls, type CallServer } from './callServer.ts';

const madeBy = 'at random';

/**
 * SSM's Parameter Store, as far as functions read SecureStrings from it. No template can make one (CloudFormation user
 * guide, AWS::SSM::Parameter: "You can't create a SecureString parameter"): the operator does, before a deploy. Here
 * the twin makes each that a function may read, once, at random.
 */
export function startParameters(
  stack: Stack,
  store: SecretStore,
  failed: (error: unknown) => void,
): Promise<CallServer> {
  const arns = parameterArns(stack);
  for (const arn of arns)
    if (store.find(arn) === undefined)
      store.put({ arn, name: arn, recipe: madeBy, value: randomBytes(48).toString('base64url') });
  return serveCalls({ protocol: 'json', service: 'ssm' }, (call) => answerTo(call, store), failed);
}

/** The parameters that functions may read, by name; a wildcard names none. */
export const parameterArns = (stack: Stack): string[] => [
  ...new Set(
    grantsOf(stack)
      .filter(({ action, resource }) => action === 'ssm:GetParameter' && !resource.includes('*'))
      .map(({ resource }) => resource),
  ),
];

function answerTo(call: Call, store: SecretStore): Answer {
  const {
    operation,
    input: { Name: name, WithDecryption: opened },
  } = call;
  if (operation !== 'GetParameter')
    return errorAnswer(
      call,
      501,
      'NotImplemented',
      `The twin's parameters can only be read, by GetParameter (${operation}).`,
    );
  if (opened !== true)
    return errorAnswer(
      call,
      501,
      'NotImplemented',
      'The twin gives SecureStrings to who asks for them decrypted (WithDecryption).',
    );
  const arn = parameterArnOf(textOf(name));
  const found = store.find(arn);
  if (found === undefined) return errorAnswer(call, 400, 'ParameterNotFound', '');
  const Parameter = {
    Name: arn.slice(arn.indexOf('/')),
    Type: 'SecureString',
    Value: found.value,
    Version: 1,
    LastModifiedDate: found.createdAt.getTime() / 1000,
    ARN: arn,
    DataType: 'text',
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify({ Parameter })),
  };
}
