/** The process of publishers and receivers: the twin shares neither their time on a thread nor their memory. */
import type { Order, Word } from './messages.ts';
import { openPublishers, openReceivers } from './servers.ts';
import type { Size } from './size.ts';

const countEveryMs = 500;
const size = JSON.parse(process.argv[2] ?? '') as Size;
const say = (word: Word): void => {
  if (process.connected) process.send?.(word);
};

const publishers = await openPublishers(size);
const receivers = await openReceivers();
process.on('disconnect', () => {
  process.exit();
});
process.on('message', (order: Order) => {
  switch (order.do) {
    case 'publish':
      publishers.publish(order.burst);
      return say({ told: 'published' });
    case 'mend':
      receivers.mend(order.mended);
      return say({ told: 'mended' });
    case 'tell':
      return say({ told: 'accepted', accepted: receivers.tell() });
  }
});
setInterval(() => {
  say({ told: 'counts', ...receivers.counts() });
}, countEveryMs);
say({ told: 'open', feeds: publishers.feeds, hooks: receivers.hooks });
