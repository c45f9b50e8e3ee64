import type { Endpoint } from '../functions/shared/domain/endpoint.ts';

/** "healthy", "failing since …" or "disabled: …". */
export function healthOf({ status, disabled, failingSince }: Endpoint): string {
  if (status === 'disabled') return `disabled: ${disabled?.reason ?? 'nobody said why'}`;
  return failingSince === undefined ? 'healthy' : `failing since ${failingSince}`;
}

/** An endpoint without its secrets and what else is only for machines. */
export const withoutSecrets = (endpoint: Endpoint) => ({ ...endpoint, secrets: undefined, requestHash: undefined, rotationHash: undefined });
