import { deadLetters } from './deadLetters/queues.ts';

const hash = /[0-9A-F]{8}$/;
const rooms =
  /^(Polling|Publishing|Serving|Delivering|Mailing|SigningUp|Digesting|Commenting|Reconciling|Hub|Weather)(?=[A-Z])/;

/** A part of the stack as the runbook and the logs call it: "PollingIngestFD04EB60" is Ingest. */
export const partName = (logicalId: string): string => logicalId.replace(hash, '').replace(rooms, '');

/** A queue by the name that `caravan dlq` takes, whether it is the queue or its dead letters,
 * and whether letters can be sent back. */
export function queueName(logicalId: string): { name: string; isDead: boolean; redrives: boolean } {
  const id = logicalId.replace(hash, '');
  const found = deadLetters.find((queue) => queue.id === id || queue.source === id);
  return {
    name: found?.name ?? partName(logicalId),
    isDead: id.endsWith('DeadLetters'),
    redrives: found?.source !== undefined,
  };
}
