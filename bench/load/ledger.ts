import type { Delivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import { kindOf } from './size.ts';
import { each } from './stage.ts';
import type { Stage } from './stage.ts';

const pageSize = 200;
const mostSweeps = 20;

/** An endpoint's whole part of the ledger. */
export async function rowsOf({ ledger }: Pick<Stage, 'ledger'>, { partnerId, id }: Endpoint): Promise<Delivery[]> {
  const rows: Delivery[] = [];
  for (let page: Delivery[] = []; rows.length === 0 || page.length === pageSize; rows.push(...page)) {
    page = await ledger.ofEndpoint({ partnerId, endpointId: id }, pageSize, rows.at(-1)?.seq);
    if (page.length === 0) break;
  }
  return rows;
}

export const unwell = ({ size, endpoints }: Pick<Stage, 'size' | 'endpoints'>): Endpoint[] =>
  endpoints.filter((_, index) => kindOf(size, index) !== 'healthy');

/** Lets the time of every retry come, and sweeps, until nothing is pending; the endpoints answer by now. */
export async function deliverTheRest(stage: Stage, idleMs: number): Promise<void> {
  const { ledger, twin, tools } = stage;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    await twin.idle(idleMs); // nobody else may write a row while it is changed here
    const pending = (await Promise.all(unwell(stage).map((endpoint) => rowsOf(stage, endpoint))))
      .flat()
      .filter(({ status }) => status === 'pending');
    if (pending.length === 0) return;
    await each(pending, (row) => ledger.put({ ...row, dueAt: epochSeconds(new Date()) }));
    await tools.sweep();
  }
  throw new Error(`Deliveries are still pending after ${mostSweeps} sweeps.`);
}
