import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import type { Mailer } from '../../mail/mailer.ts';
import type { MailResult } from '../../mail/sesAnswers.ts';
import type { Rendered } from '../content/digestContent.ts';
import { digestMailOf, sharedDigestMailOf } from './digestMail.ts';
import type { Addressee, DigestSender } from './digestMail.ts';

export interface PostServices extends DigestSender {
  readonly mailer: Pick<Mailer, 'post' | 'postShared'>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly logger: Pick<Telemetry['logger'], 'warn'>;
}

const busyTries = 3;

/**
 * Gives SES one rendering for all its readers. Where somebody else on the account sends too, SES is busy, and a second
 * later there is room: it took nothing, so that trying again is safe.
 * @returns for each reader, in order, SES's answer
 */
export async function postTogether(
  rendered: Rendered,
  to: readonly Addressee[],
  services: PostServices,
  tries = busyTries,
): Promise<MailResult[]> {
  const posted = await postOnce(rendered, to, services);
  const busy = [...posted.keys()].filter((index) => posted[index]?.what === 'busy');
  if (busy.length === 0 || tries === 1) return posted;
  await services.sleep(1_000);
  const again = await postTogether(
    rendered,
    busy.map((index) => to[index]!),
    services,
    tries - 1,
  );
  return posted.map((one, index) => again[busy.indexOf(index)] ?? one);
}

/**
 * One call for all, if they are several. Whomever it refuses is posted to alone, and SES's answer to that counts: a call
 * is refused as a whole where one address in it is wrong, and the account may lack a permission that one mail needs not.
 */
async function postOnce(rendered: Rendered, to: readonly Addressee[], services: PostServices): Promise<MailResult[]> {
  const { mailer, now, logger } = services;
  const alone = (one: Addressee) => mailer.post(digestMailOf(rendered, one, services, now()));
  const shared = to.length > 1 ? sharedDigestMailOf(rendered, to, services, now()) : undefined;
  if (shared === undefined) return Promise.all(to.map(alone));
  const answers = await mailer.postShared(shared);
  const refused = answers.flatMap((answer) => (answer.what === 'refused' ? [answer.reason] : []));
  if (refused.length > 0)
    logger.warn('a shared call was refused: its digests go one by one', { digests: refused.length, why: refused[0] });
  return Promise.all(answers.map(async (answer, index) => (answer.what === 'refused' ? alone(to[index]!) : answer)));
}
