import type { OperatorClients } from './operatorClients.ts';
import { quotaLeft } from '../mail/sendRate.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { Finding } from './finding.ts';
import { relative } from './words.ts';

const lateAfterSeconds = 600;

/** How much mail went within 24 hours, and why no more goes where that is so. */
export async function mailState({ pace, mailLimits }: Pick<OperatorClients, 'pace' | 'mailLimits'>, now: Date) {
  const state = await pace.now();
  const left = quotaLeft(state, mailLimits, now);
  const isClosed = (state.closedUntilMs ?? 0) > now.getTime();
  const words = isClosed
    ? `No mail goes until ${new Date(state.closedUntilMs!).toISOString()}: ${state.reason ?? 'SES takes no more'}`
    : `${mailLimits.perDay - left} of ${mailLimits.perDay} mails went within 24 hours, ${mailLimits.perSecond} a second at most.`;
  return { words, left, isClosed };
}

/** Findings of `caravan status` about mail. */
export async function mailFindings(deployment: OperatorClients, now: Date): Promise<Finding[]> {
  const [{ words, left }, [longest]] = await Promise.all([
    mailState(deployment, now),
    deployment.subscribers.due(epochSeconds(now), 1),
  ]);
  const isLate = longest !== undefined && epochSeconds(now) - longest.dueAt > lateAfterSeconds;
  return [
    { what: 'mail', state: words, green: left > 0, ...(left === 0 && { help: 'caravan digests list' }) },
    {
      what: 'digests',
      state: longest ? `the longest due was due ${relative(longest.dueAt * 1_000, now.getTime())}` : 'none is due',
      green: !isLate,
      ...(isLate && { help: 'caravan digests list' }),
    },
  ];
}
