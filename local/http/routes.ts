import { textOf } from '../template/json.ts';
import { TwinError } from '../twinError.ts';
import type { Resource, Stack } from '../template/stack.ts';

/** A route of the HTTP API: `GET /articles/{id}`, `ANY /{proxy+}` or `$default`. */
export interface Route {
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** API Gateway gives up on an integration after 30 seconds at most. */
const longestTimeoutMs = 30_000;

/** The routes of the stack's HTTP API. */
export function routesOf(stack: Stack): Route[] {
  const integrations = stack.ofType('AWS::ApiGatewayV2::Integration');
  return stack
    .ofType('AWS::ApiGatewayV2::Route')
    .map(({ id, properties: { RouteKey: key, Target: target, AuthorizationType: authorization } }) => {
      const integration = integrations.find(({ ref }) => textOf(target) === `integrations/${ref}`);
      if (integration === undefined) throw new TwinError(`The route ${id} has no integration in the template.`);
      if (authorization !== undefined && authorization !== 'NONE')
        throw new TwinError(
          `The twin has no authorizers, and the route ${id} asks for ${JSON.stringify(authorization)}.`,
        );
      return { key: textOf(key), ...targetOf(integration) };
    });
}

function targetOf({ id, properties }: Resource): Pick<Route, 'functionArn' | 'timeoutMs'> {
  const {
    IntegrationType: type,
    PayloadFormatVersion: version,
    IntegrationUri: uri,
    TimeoutInMillis: timeout,
  } = properties;
  if (type !== 'AWS_PROXY' || version !== '2.0') {
    throw new TwinError(
      `The twin runs integrations of type AWS_PROXY with payload format 2.0; ${id} is ${textOf(type)} ${textOf(version)}.`,
    );
  }
  // CDK writes either the function's ARN or the invocation path around it.
  const functionArn = /arn:aws:lambda:[^/]*/.exec(textOf(uri).replace(/^.*\/functions\//, ''))?.[0] ?? textOf(uri);
  return { functionArn, timeoutMs: Math.min(Number(timeout ?? longestTimeoutMs), longestTimeoutMs) };
}

/**
 * The most specific route that fits: full matches before parameters before greedy ones, a method before ANY, `$default`
 * last.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/').slice(1);
  const found = routes.flatMap((route) => {
    if (route.key === '$default') return [{ route, parameters: {}, rank: '9' }];
    const [verb = '', pattern = ''] = route.key.split(' ');
    const parameters = verb === 'ANY' || verb === method ? fit(pattern.split('/').slice(1), segments) : undefined;
    if (parameters === undefined) return [];
    const shape = pattern.split('/').slice(1).map(rankOf).join('');
    return [{ route, parameters, rank: `${shape}${verb === 'ANY' ? '1' : '0'}` }];
  });
  return found.sort((one, other) => (one.rank < other.rank ? -1 : 1))[0];
}

/** A literal goes before a parameter, and that before a greedy one. */
function rankOf(part: string): string {
  if (part.endsWith('+}')) return '2';
  return part.startsWith('{') ? '1' : '0';
}

function fit(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.endsWith('+}')) return { ...parameters, [part.slice(1, -2)]: decode(segments.slice(index).join('/')) };
    if (part.startsWith('{')) {
      if (segment === '') return undefined;
      parameters[part.slice(1, -1)] = decode(segment);
    } else if (part !== segment) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
