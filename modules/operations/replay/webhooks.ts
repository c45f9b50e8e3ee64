import { instant } from '../../../platform/values/time.ts';
import { replay, sortByLedger } from '../../webhooks/replay.ts';
import { recover } from '../endpointCare.ts';
import { OperatorError } from '../operatorError.ts';
import { announcedSince } from './replay.ts';
import type { Replay } from './replay.ts';

/** Every enabled endpoint gets what it lacks; `again` sends it also what it has had, under the same webhook-ids. */
export const replayWebhooks: Replay = async (deployment, { since, dryRun, again, endpoint: id }) => {
  const now = new Date();
  const endpoints = (await deployment.endpoints.all()).filter((endpoint) =>
    id === undefined ? endpoint.status === 'enabled' : endpoint.id === id,
  );
  if (id !== undefined && endpoints.length === 0)
    throw new OperatorError(`There is no endpoint ${id}. "caravan webhooks list" shows all.`);
  let [asked, left] = [0, 0];
  for (const endpoint of endpoints) {
    let lacks = 0;
    for await (const entries of announcedSince(deployment, since)) {
      const { had, lacking } = await sortByLedger(endpoint, entries, deployment.ledger);
      lacks += lacking.length;
      for (const delivery of again ? had : []) {
        // A version that a newer one has replaced would be no news to anybody.
        if (dryRun || (await replay(delivery, deployment, instant(now))) === 'asked') asked += 1;
        else left += 1;
      }
      if (!again) left += had.length;
    }
    if (lacks > 0 && !dryRun) await recover(endpoint, since, deployment, now);
    asked += lacks;
  }
  return {
    asked,
    left,
    leftBecause: again
      ? 'were replaced by a newer version, or taken back'
      : 'have arrived before (--again sends them once more)',
  };
};
