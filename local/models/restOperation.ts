import { callFacts } from './facts.ts';
import { fitPath } from './parameters.ts';

/** The operation behind a method and a path of a REST service; undefined where AWS's model has none that fits. */
export function restOperation(service: string, method: string, path: string): string | undefined {
  const fitting = Object.entries(callFacts.services[service]?.operations ?? {}).filter(
    ([, operation]) => operation.method === method && fitPath(operation.path, path) !== undefined,
  );
  return fitting[0]?.[0];
}
