import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import { enabledAnew, pastAt } from '../webhooks/endpoint.ts';
import type { Endpoint } from '../webhooks/endpoint.ts';
import { tellEnds } from '../webhooks/queues.ts';
import { askRecovery } from '../webhooks/recovery.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/**
 * Operators' actions on endpoints. Each throws an OperatorError where it cannot be
 * done.
 */
export async function disable(
  endpoint: Endpoint,
  reason: string,
  { endpoints }: Pick<OperatorClients, 'endpoints'>,
  now: Date,
): Promise<Endpoint> {
  if (endpoint.status === 'disabled')
    throw new OperatorError(`${endpoint.id} is disabled already: ${endpoint.disabled?.reason ?? ''}`);
  const at = instant(now);
  return changed(
    endpoint,
    await endpoints.change(endpoint, { status: 'disabled', disabled: { by: 'operator', reason, at }, updatedAt: at }),
  );
}

export async function enable(
  endpoint: Endpoint,
  { endpoints, recoveries, log }: Pick<OperatorClients, 'endpoints' | 'recoveries' | 'log'>,
  now: Date,
): Promise<Endpoint> {
  if (endpoint.status === 'enabled') throw new OperatorError(`${endpoint.id} is enabled already.`);
  const at = instant(now);
  const row = changed(
    endpoint,
    await endpoints.change(endpoint, { ...enabledAnew, hearsSince: at, past: pastAt(endpoint, at), updatedAt: at }),
  );
  await tellEnds(endpoint, row, { recoveries, log });
  return row;
}

/** Asks for all that an endpoint wants and has not had since a moment. */
export async function recover(
  endpoint: Endpoint,
  since: Instant,
  clients: Pick<OperatorClients, 'endpoints' | 'log' | 'recoveries'>,
  now: Date,
): Promise<void> {
  const { id, status } = endpoint;
  if (status === 'disabled')
    throw new OperatorError(`${id} is disabled and hears nothing. Enable it first: caravan webhooks enable ${id}`);
  await askRecovery(endpoint, since, clients, now);
}

function changed({ id }: Endpoint, row: Endpoint | undefined): Endpoint {
  if (!row) throw new OperatorError(`${id} was removed meanwhile. "caravan webhooks list" shows what there is.`);
  return row;
}
