import * as z from 'zod/mini';
import { Problem } from '../../../../platform/http/problem.ts';
import { epochSeconds } from '../../../../platform/values/time.ts';
import { isVerificationExpected, leaseEnd, leaseSeconds, refusalOf } from '../../../sources/source.ts';
import type { CallbackOutcome, CallbackRequest, CallbackServices } from './services.ts';

const topic = z.string().check(z.minLength(1));
const challenge = z.string().check(z.minLength(1), z.maxLength(1_024));
const seconds = z.pipe(z.string().check(z.regex(/^\d{1,10}$/)), z.transform(Number));
/** Each by its name without "hub.". */
const questionSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('subscribe'), topic, challenge, lease_seconds: z.optional(seconds) }),
  z.object({ mode: z.literal('unsubscribe'), topic, challenge }),
  z.object({ mode: z.literal('denied'), topic, reason: z.optional(z.string()) }),
]);

/**
 * Answers a hub that asks whether we meant it, or says that it will not (WebSub, sections 5.2 and 5.3).
 * @throws Problem 404 for what nobody asked for, 400 for what is no question
 */
export async function verifyIntent(
  { event, sourceId, now }: CallbackRequest,
  { sources }: CallbackServices,
): Promise<CallbackOutcome> {
  const asked = questionIn(event.rawQueryString);
  const push = (await sources.get(sourceId))?.push;
  if (asked.mode === 'unsubscribe') {
    if (push?.topic === asked.topic) throw notAsked();
    return { kind: 'left', status: 200, challenge: asked.challenge };
  }
  if (push?.topic !== asked.topic || !isVerificationExpected(push, epochSeconds(now))) throw notAsked();
  if (asked.mode === 'denied') {
    const refusal = refusalOf(`The hub denies it: ${asked.reason ?? 'it does not say why'}`);
    if (!(await sources.changePush(sourceId, push, { refusal, leaseUntil: undefined }))) throw notAsked();
    return { kind: 'denied', status: 200 };
  }
  // Hubs of before WebSub leave the seconds out: then they are what was asked for.
  const leaseUntil = leaseEnd(epochSeconds(now), asked.lease_seconds ?? leaseSeconds);
  if (!(await sources.changePush(sourceId, push, { leaseUntil, refusal: undefined }))) throw notAsked();
  return { kind: 'granted', status: 200, challenge: asked.challenge };
}

/** @throws Problem 400 */
function questionIn(query: string): z.infer<typeof questionSchema> {
  const named = [...new URLSearchParams(query)]
    .filter(([name]) => name.startsWith('hub.'))
    .map(([name, value]) => [name.slice(4), value]);
  const question = questionSchema.safeParse(Object.fromEntries(named));
  if (question.success) return question.data;
  throw new Problem(
    400,
    'A callback is asked by hub.mode (subscribe, unsubscribe or denied), hub.topic, hub.challenge (up to 1024 ' +
      'characters) and hub.lease_seconds.',
  );
}

const notAsked = () => new Problem(404, 'Nobody here has asked for this.');
