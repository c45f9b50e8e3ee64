import { accessKeyId } from '../gateway/call.ts';
import { isObject, textOf } from '../template/json.ts';
import { region } from '../template/naming.ts';
import type { Resource } from '../template/stack.ts';

/** The settings of a function in the template. */
export interface FunctionSettings {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly root: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** How many workers may run at once. */
  readonly concurrency: number;
  /** Whether Lambda lets it run in a loop. */
  readonly recursive: boolean;
  /** Whether X-Ray follows its runs. */
  readonly traced: boolean;
  readonly variables: Readonly<Record<string, string>>;
}

/** AWS would run a thousand; this machine has a few cores, and order must not rest on a single worker. */
const defaultConcurrency = 4;

/**
 * Reads a function of the template.
 * @param workers how many may run at once, where the template does not say; 4 unless told
 */
export function settingsOf(
  { id, name, arn, properties }: Resource,
  root: string,
  workers = defaultConcurrency,
): FunctionSettings {
  const {
    Handler: handler,
    Timeout: timeout,
    MemorySize: memory,
    ReservedConcurrentExecutions: reserved,
    RecursiveLoop: loop,
    TracingConfig: tracing,
    Environment: environment,
  } = properties;
  const variables = isObject(environment) && isObject(environment['Variables']) ? environment['Variables'] : {};
  return {
    id,
    name,
    arn,
    root,
    handler: textOf(handler),
    timeoutSeconds: Number(timeout ?? 3),
    memoryMb: Number(memory ?? 128),
    concurrency: Number(reserved ?? workers),
    recursive: loop === 'Allow',
    traced: isObject(tracing) && tracing['Mode'] === 'Active',
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value)])),
  };
}

/** The environment of one worker: the template's, and what Lambda itself sets. */
export function environmentOf(settings: FunctionSettings, worker: number, endpoint: string): Record<string, string> {
  return {
    ...settings.variables,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId(settings.id, worker),
    AWS_SECRET_ACCESS_KEY: 'twin',
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'twin',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: settings.root,
    _HANDLER: settings.handler,
    TZ: ':UTC',
  };
}
