import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { QueueWork } from '../../../platform/runtime/queueHandler.ts';
import type { OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import type { SubscribersTable } from '../subscribersTable.ts';
import type { Subscriber } from '../subscriber.ts';
import { signedUp } from '../subscription.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';
import { confirmationSchema } from '../confirmationMessage.ts';
import type { Confirmation } from '../confirmationMessage.ts';
import { mailboxOf } from '../address.ts';
import { decideConfirmation } from './decide.ts';
import type { ConfirmationDecision } from './decide.ts';
import { confirmationMailOf } from './confirmationMail.ts';
import type { ConfirmationSender } from './confirmationMail.ts';
import { againAt, isUnsent, send } from '../../mail/send.ts';
import type { PacedMailer, PacedResult } from '../../mail/send.ts';

export interface ConfirmationServices extends ConfirmationSender, PacedMailer {
  readonly subscribers: SubscribersTable;
}

/** The fate of a sign-up. */
export interface ConfirmationOutcome extends Omit<PacedResult, 'what'> {
  readonly what: PacedResult['what'] | Extract<ConfirmationDecision, { do: 'nothing' }>['why'] | 'limited';
}

/** Outcomes that are counted. */
const metricOf: Partial<Record<ConfirmationOutcome['what'], string>> = {
  taken: 'ConfirmationsSent',
  limited: 'ConfirmationsLimited',
  refused: 'ConfirmationsRefused',
};
/**
 * The queue of sign-ups, side by side. Logs never say to which address. A message rests until it makes sense to try
 * again: every receipt counts towards the dead letters.
 */
export const confirmationMessages: QueueWork<
  Confirmation,
  Omit<ConfirmationServices, 'remainingMs'> & { readonly ownQueue: OwnQueue },
  ConfirmationOutcome
> = {
  schema: confirmationSchema,
  each: sendConfirmation,
  ownQueue: ({ ownQueue }) => ownQueue,
  comesAgain: ({ what, notBeforeMs }, { now }) => (isUnsent(what) ? againAt(notBeforeMs, now()) : undefined),
  report: ({ address, requestId }, settled, { key, logger, metrics }) => {
    const about = { subscriberId: key.idOf(address), requestId };
    if ('error' in settled) {
      logger.error('sign-up failed here', { ...about, error: settled.error });
      return;
    }
    const { what, reason } = settled.outcome;
    logger[what === 'stopped' || what === 'refused' ? 'error' : 'info'](`sign-up ${what}`, { ...about, reason });
    const metric = metricOf[what];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
  },
};

/** Mails that one mailbox gets a day, whoever asks for them. */
const mostMails = { a: 86_400, times: 3 } as const;
const maxTries = 5;

/** Stores a sign-up until its button is pressed, and sends the mail that asks; who is subscribed already is told so. */
async function sendConfirmation(confirmation: Confirmation, parts: ConfirmationServices): Promise<ConfirmationOutcome> {
  const {
    requestId,
    address,
    preferences: { language },
  } = confirmation;
  const id = parts.key.idOf(address);
  const decision = await store(id, confirmation, parts);
  if (decision.do === 'nothing') return { what: decision.why };
  const outcome = await send(
    confirmationMailOf(decision.do, { subscriberId: id, address, requestId, language }, parts, parts.now()),
    parts,
  );
  // Whoever dies before this is written sends the mail once more: a question that comes twice does no harm.
  if (outcome.what === 'taken' && decision.do === 'ask')
    await parts.subscribers.change(id, (row) => mailed(row, requestId, parts.now()));
  return outcome;
}

/** Counts the mail that is to go, and writes the row that waits for its button, unless that was done before. */
async function store(
  id: string,
  { requestId, address, preferences, asked }: Confirmation,
  { subscribers, key, now }: ConfirmationServices,
): Promise<ConfirmationDecision | { do: 'nothing'; why: 'limited' }> {
  let isCounted = false;
  for (let tries = 0; tries < maxTries; tries++) {
    const before = await subscribers.get(id);
    const decision = decideConfirmation(before, { requestId, asked });
    if (decision.do === 'nothing' || (decision.do === 'ask' && decision.stored)) return decision;
    if (
      !isCounted &&
      (await subscribers.count('mail-to', key.pseudonym(mailboxOf(address)), epochSeconds(now()), mostMails.a)) >
        mostMails.times
    )
      return { do: 'nothing', why: 'limited' };
    isCounted = true;
    const next =
      decision.do === 'tell'
        ? undefined
        : signedUp(before, { id, address }, { requestId, preferences }, new Date(asked));
    if (next === undefined || (await subscribers.put(next, before))) return decision;
  }
  throw new Error(`The subscriber ${id} is being changed by others, ${maxTries} times running: it comes again.`);
}

const mailed = (row: Subscriber, requestId: string, now: Date): Subscriber | undefined =>
  row.asked?.requestId === requestId ? { ...row, asked: { ...row.asked, mailedAt: instant(now) } } : undefined;
