import { settingsOf, type FunctionSettings } from '../local/lambda/environment.ts';
import { isObject, textOf } from '../local/template/json.ts';
import type { Resource, Stack } from '../local/template/stack.ts';

/** A function as CDK built it. */
export interface BuiltFunction {
  /** Its folder under functions/. */
  readonly name: string;
  readonly settings: FunctionSettings;
}

/** The functions of the synthesised stack, each with the folder of the bundle that would be deployed. */
export const builtFunctions = (stack: Stack): BuiltFunction[] =>
  stack.ofType('AWS::Lambda::Function').map((resource) => {
    const settings = settingsOf(resource, bundleOf(stack, resource));
    return { name: settings.variables['POWERTOOLS_SERVICE_NAME'] ?? settings.id, settings };
  });

function bundleOf(stack: Stack, { id, properties: { Code: code } }: Resource): string {
  const folder = isObject(code) ? stack.asset(textOf(code['S3Key'])) : undefined;
  if (folder === undefined) throw new Error(`${id} has no bundle among the assets.`);
  return folder;
}
