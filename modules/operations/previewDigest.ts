import { DigestMaker } from '../digests/content/maker.ts';
import { addressTo } from '../digests/content/render.ts';
import { calendarIn } from '../subscribers/preferences.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Deployment } from './deployment.ts';
import { OperatorError } from './operatorError.ts';
import { inZone } from './words.ts';

/**
 * The next digest of a reader as it would be now; its links would not work, and nothing is sent.
 * @throws OperatorError where nothing is new for the reader
 */
export async function previewDigest(
  { address, id, preferences: { choice, language, cadence }, readTo, toldAhead, dueAt }: Subscriber,
  deployment: Deployment,
  now: Date,
) {
  const until = await deployment.log.settledEnd(now);
  const maker = new DigestMaker(deployment);
  const issue = await maker.issueFor(choice, { since: readTo, until, toldAhead }, now);
  if (issue.articles.length === 0) {
    const due =
      dueAt === undefined ? '' : ` yet; the next digest is due ${inZone(dueAt, cadence.zone)} ${cadence.zone}`;
    throw new OperatorError(`There is nothing new for ${address ?? id}${due}.`);
  }
  return addressTo(maker.rendered(issue, { language, ...calendarIn(cadence.zone, now) }), {
    preferences: `${deployment.url}/preferences`,
    unsubscribe: `${deployment.url}/unsubscribe`,
  });
}
