import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import { pollNow } from '../modules/sources/enqueueDuePolls.ts';
import { newSource } from '../modules/sources/newSource.ts';
import type { Twin } from '../local/twin.ts';
import { publisherName } from './feed.ts';

export const sampleSourceId = 'eurasia-media-network-sample';

/** Keeps the sample publisher among the sources of the stack; each call asks for a poll at once, as a ping would. */
export function sampleSource({ endpoint, outputs }: Twin): (feedUrl: string) => Promise<void> {
  const { sources, polls } = operatorClients(outputs, twinOperator(endpoint));
  return async (feedUrl) => {
    const now = new Date();
    await sources.add(newSource({ id: sampleSourceId, name: publisherName, url: feedUrl }, now));
    const source = await sources.get(sampleSourceId);
    if (source?.status !== 'active') return; // who has paused it does not want its polls
    await sources.change(sampleSourceId, { url: feedUrl });
    await pollNow({ ...source, url: feedUrl }, sources, polls, now);
  };
}
