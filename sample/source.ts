import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import { pollNow } from '../modules/sources/enqueueDuePolls.ts';
import { newSource } from '../modules/sources/newSource.ts';
import type { Twin } from '../local/twin.ts';
import { publisherName } from './feed.ts';

export const sampleSourceId = 'eurasia-media-network-sample';

/**
 * Adds the sample publisher to the sources of the stack the first time; each call asks for a poll at once, as a ping
 * would.
 * @param dataDir keeps a note that it was added: who has removed it since does not want it back
 */
export function sampleSource({ endpoint, outputs }: Twin, dataDir: string): (feedUrl: string) => Promise<void> {
  const { sources, polls } = operatorClients(outputs, twinOperator(endpoint));
  const note = join(dataDir, 'sample-source-added');
  return async (feedUrl) => {
    const now = new Date();
    if (!existsSync(note)) {
      await sources.add(newSource({ id: sampleSourceId, name: publisherName, url: feedUrl }, now));
      writeFileSync(note, '');
    }
    const source = await sources.get(sampleSourceId);
    if (source?.status !== 'active') return; // who has paused or removed it does not want its polls
    await sources.change(sampleSourceId, { url: feedUrl });
    await pollNow({ ...source, url: feedUrl }, sources, polls, now);
  };
}
