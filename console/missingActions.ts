import * as z from 'zod/mini';
import { reconcileDeliveries } from '../modules/operations/reconcile/deliveries.ts';
import { digestWords, reconcileDigests } from '../modules/operations/reconcile/digests.ts';
import { reconciledWords } from '../modules/operations/reconcile/words.ts';
import { replayable, replayedWords } from '../modules/operations/replay/channels.ts';
import { recoverableOf } from '../modules/operations/written.ts';
import type { Action } from './action.ts';

const since = z.string().check(z.maxLength(100));

/** The buttons that bring what readers lack. */
export const missingActions: Readonly<Record<string, Action>> = {
  '/reconcile': async (body, deployment, now) => {
    const wanted = z.strictObject({ since, dryRun: z.boolean() }).parse(body);
    const { dryRun } = wanted;
    const request = { since: recoverableOf(wanted.since, now), dryRun };
    const endpoints = await reconcileDeliveries(deployment, request);
    const readers = await reconcileDigests(deployment, request);
    const missing = endpoints.reduce((sum, { counts }) => sum + counts.missing, 0);
    return [
      `Missing at ${endpoints.length} endpoints: ${missing}.`,
      digestWords(readers),
      reconciledWords(endpoints, readers.neverDue, dryRun),
    ].join(' ');
  },
  '/replay-channel': async (body, deployment, now) => {
    const wanted = z.strictObject({ since, channel: z.string() }).parse(body);
    const channel = replayable(wanted.channel);
    const request = { since: recoverableOf(wanted.since, now), dryRun: false, again: false };
    return replayedWords(channel, request, await channel.replay(deployment, request));
  },
};
