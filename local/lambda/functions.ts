import { TwinError } from '../twinError.ts';
import { destinationOf, type DestinationParts } from '../sources/destination.ts';
import { isObject, textOf } from '../template/json.ts';
import type { Resource, Stack } from '../template/stack.ts';
import type { AsyncSettings } from './asyncInvoker.ts';
import { settingsOf } from './environment.ts';
import { LambdaFunction, type FunctionParts } from './lambdaFunction.ts';

/** A function with how its asynchronous invocations are treated. */
export interface DeployedFunction {
  readonly lambda: LambdaFunction;
  readonly asyncSettings: AsyncSettings;
}

/**
 * The functions of the stack, by logical id.
 * @param workers how many of one may run at once, where the template does not say
 */
export async function deployFunctions(
  services: DestinationParts,
  parts: FunctionParts,
  workers: (functionId: string) => number | undefined,
): Promise<Map<string, DeployedFunction>> {
  const { stack } = services;
  return new Map(
    await Promise.all(
      stack.ofType('AWS::Lambda::Function').map(async (resource): Promise<[string, DeployedFunction]> => {
        const lambda = new LambdaFunction(settingsOf(resource, bundleOf(stack, resource), workers(resource.id)), parts);
        return [resource.id, { lambda, asyncSettings: await asyncSettingsOf(services, resource) }];
      }),
    ),
  );
}

function bundleOf(stack: Stack, { id, properties: { Code: code, Runtime: runtime } }: Resource): string {
  const key = isObject(code) ? code['S3Key'] : undefined;
  const folder = key === undefined ? undefined : stack.asset(textOf(key));
  if (!textOf(runtime).startsWith('nodejs') || folder === undefined) {
    throw new TwinError(
      `The twin runs Node functions from assets; ${id} is ${textOf(runtime)} ${folder === undefined ? 'without an asset' : ''}.`,
    );
  }
  return folder;
}

async function asyncSettingsOf(
  services: DestinationParts,
  { id, name, properties: { DeadLetterConfig: deadLetters } }: Resource,
): Promise<AsyncSettings> {
  const config =
    services.stack
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find(({ properties: { FunctionName: target } }) => target === name)?.properties ?? {};
  const { MaximumRetryAttempts: retries, DestinationConfig: destinations } = config;
  const onFailure =
    isObject(destinations) && isObject(destinations['OnFailure'])
      ? destinations['OnFailure']['Destination']
      : undefined;
  return {
    retries: Number(retries ?? 2),
    onFailure: await destinationOf(services, onFailure, id),
    deadLetters: await destinationOf(services, isObject(deadLetters) ? deadLetters['TargetArn'] : undefined, id),
  };
}
