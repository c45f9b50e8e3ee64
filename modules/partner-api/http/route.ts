import { Problem } from '../../../platform/http/problem.ts';
import type { Operation } from './operation.ts';

export interface Route {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Finds the operation that a request is for; HEAD goes where GET does.
 * @throws Problem 404 for an unknown path, 405 for a method that it does not take
 */
export function route(operations: readonly Operation[], method: string, path: string): Route {
  const fitting = operations.flatMap((operation) => {
    const parameters = fit(operation.path, path);
    return parameters === undefined ? [] : [{ operation, path: parameters }];
  });
  if (fitting.length === 0)
    throw new Problem(404, `There is nothing at ${path.slice(0, 200)}. What there is stands in /v1/docs.`);
  const found = fitting.find(({ operation }) => operation.method === (method === 'HEAD' ? 'GET' : method));
  if (found) return found;
  const allow = fitting
    .flatMap(({ operation }) => (operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]))
    .join(', ');
  throw new Problem(405, `There is no ${method.slice(0, 20)} of ${path.slice(0, 200)}: it takes ${allow}.`, {
    headers: { allow },
  });
}

function fit(pattern: string, path: string): Record<string, string> | undefined {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  if (parts.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = given[index] ?? '';
    else if (part !== given[index]) return undefined;
  }
  return parameters;
}
