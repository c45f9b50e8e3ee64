import { expect, test } from '@jest/globals';
import { decideConfirmation } from '../../../modules/subscribers/confirmation/decide.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import { instant } from '../../../platform/values/time.ts';
import { preferences, reader } from '../../helpers/readers.ts';

const at = (minute: number) => instant(new Date(Date.UTC(2026, 10, 1, 8, minute)));
const message = { requestId: 'mine', asked: at(10) };
const waiting = (requestId: string, asked: number, more: Partial<Subscriber> = {}): Subscriber =>
  reader({ status: 'pending', statusAt: at(0), asked: { requestId, at: at(asked), preferences }, ...more });

test.each<[string, Subscriber | undefined, object]>([
  ['somebody new is asked', undefined, { do: 'ask', stored: false }],
  ['who asked before is asked again', waiting('other', 5), { do: 'ask', stored: false }],
  ['whose request is stored and has no mail yet gets it', waiting('mine', 10), { do: 'ask', stored: true }],
  [
    'whose request has its mail gets no other',
    waiting('mine', 10, { asked: { requestId: 'mine', at: at(10), preferences, mailedAt: at(11) } }),
    { do: 'nothing', why: 'mailed' },
  ],
  ['an older request does not take the place of a newer', waiting('other', 15), { do: 'nothing', why: 'overtaken' }],
  ['who gets digests is told so', reader({ statusAt: at(0) }), { do: 'tell' }],
  [
    'who confirmed since needs nothing more',
    reader({ statusAt: at(12), consent: { how: 'button', at: at(12), requestId: 'mine' } }),
    { do: 'nothing', why: 'overtaken' },
  ],
  [
    'also by a clock that is slow',
    reader({ statusAt: at(9), consent: { how: 'button', at: at(9), requestId: 'mine' } }),
    { do: 'nothing', why: 'overtaken' },
  ],
  [
    'and once they left by that clock',
    reader({ status: 'left', statusAt: at(9), consent: { how: 'button', at: at(9), requestId: 'mine' } }),
    { do: 'nothing', why: 'overtaken' },
  ],
  ['who left before is asked', reader({ status: 'left', statusAt: at(5) }), { do: 'ask', stored: false }],
  ['who left since is left alone', reader({ status: 'left', statusAt: at(12) }), { do: 'nothing', why: 'overtaken' }],
  ['whose digests are paused is asked', reader({ status: 'paused', statusAt: at(5) }), { do: 'ask', stored: false }],
  [
    'who must get no mail gets none',
    reader({ status: 'suppressed', statusAt: at(5) }),
    { do: 'nothing', why: 'suppressed' },
  ],
  [
    'who must get no mail gets none, also of a request that waited',
    waiting('mine', 10, { status: 'suppressed' }),
    { do: 'nothing', why: 'suppressed' },
  ],
])('%s', (_, row, decision) => {
  expect(decideConfirmation(row, message)).toEqual(decision);
});
