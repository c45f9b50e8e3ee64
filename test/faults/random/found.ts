import type { History } from './history.ts';

/** Histories that once broke the promise, as short as they were found to be; each must keep it from then on. */
export const found: Readonly<Record<string, History>> = {
  'a correction that is written within the minute before a digest was told in two digests': [
    { do: 'write', by: 'north', story: 0 },
    { do: 'write', by: 'south', story: 0 },
    { do: 'tick', twice: false },
    { do: 'pass', minutes: 70 },
    { do: 'write', by: 'north', story: 0 },
    { do: 'jump', seconds: 20 },
  ],
  'a sign-up whose message came again was asked about after its reader had left, as the clock had gone back in between':
    [
      { do: 'write', by: 'north', story: 0 },
      { do: 'tick', twice: false },
      { do: 'lose', call: 'delete', nth: 2 },
      { do: 'lose', call: 'delete', nth: 3 },
      { do: 'goOn' },
      { do: 'jump', seconds: -45 },
      { do: 'goOn' },
      { do: 'leave', reader: 2 },
    ],
  'an article that an embargo took back as a partner narrowed its filter: neither way told the end': [
    { do: 'write', by: 'north', story: 0 },
    { do: 'tick', twice: false },
    { do: 'operate', act: 'embargo', by: 'north', story: 0 },
    { do: 'ask', partner: 1, filter: 3 },
  ],
  'the end of an article that waited while it was out for others, and was taken back again': [
    { do: 'write', by: 'north', story: 0 },
    { do: 'tick', twice: false },
    { do: 'break', of: 4, nth: 11, kind: 'late' },
    { do: 'tick', twice: false },
    { do: 'write', by: 'north', story: 0, embargo: 'hours', topics: 0 },
    { do: 'tick', twice: false },
    { do: 'operate', act: 'release', by: 'north', story: 0 },
    { do: 'write', by: 'north', story: 0, embargo: 'unreadable', topics: 3 },
    { do: 'tick', twice: false },
  ],
  'a story whose tombstone was polled before the story itself was announced as backlog': [
    { do: 'write', by: 'south', story: 0 },
    { do: 'tick', twice: false },
    { do: 'write', by: 'south', story: 1 },
    { do: 'withdraw', by: 'south', story: 1 },
    { do: 'tick', twice: false },
    { do: 'write', by: 'south', story: 1 },
  ],
  'an article that an operator restored and held back at once: a push of it was a tombstone to who never had it': [
    { do: 'write', by: 'north', story: 0 },
    { do: 'tick', twice: false },
    { do: 'operate', act: 'withdraw', by: 'north', story: 0 },
    { do: 'tick', twice: false },
    { do: 'operate', act: 'restore', by: 'north', story: 0 },
    { do: 'operate', act: 'embargo', by: 'north', story: 0 },
    { do: 'tick', twice: false },
  ],
  'a cut at one server that kills Deliver, while it tells others as well: they may hear again': [
    { do: 'write', by: 'north', story: 0 },
    { do: 'write', by: 'south', story: 0 },
    { do: 'tick', twice: false },
    { do: 'write', by: 'south', story: 0 },
    { do: 'cut', server: 'program', nth: 1, kind: 'kill-before' },
    { do: 'write', by: 'north', story: 2 },
    { do: 'tick', twice: true },
  ],
};
