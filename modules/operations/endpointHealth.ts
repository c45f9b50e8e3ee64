import type { Endpoint } from '../webhooks/endpoint.ts';

/** "healthy", "failing since …", "disabled: …" or "ended …". */
export function healthOf({ status, disabled, failingSince, hub }: Endpoint, nowMs = Date.now()): string {
  if (hub !== undefined && hub.leaseUntil * 1_000 <= nowMs)
    return `ended ${new Date(hub.leaseUntil * 1_000).toISOString()}: its subscriber has not renewed it`;
  if (status === 'disabled') return `disabled: ${disabled?.reason ?? 'nobody said why'}`;
  return failingSince === undefined ? 'healthy' : `failing since ${failingSince}`;
}

/** An endpoint without its secrets and what else is only for machines. */
export const withoutSecrets = (endpoint: Endpoint) => ({
  ...endpoint,
  secrets: undefined,
  requestHash: undefined,
  rotationHash: undefined,
  ...(endpoint.headers && { headers: endpoint.headers.names }),
  ...(endpoint.hub && { hub: { ...endpoint.hub, secret: undefined } }),
});
