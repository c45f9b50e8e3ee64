import type { MailLanguage } from '../../preferences.ts';
import type { Subscriber } from '../../subscriber.ts';
import type { Page } from '../http/reply.ts';
import { inLanguage } from '../words/inLanguage.ts';
import { notice, toSubscribe } from './notice.ts';

/** Says to somebody who gets no digests why, and how they would again. Whoever is forgotten has left. */
export function standingPage(row: Subscriber | undefined, asked: MailLanguage): Page {
  const language = row?.preferences.language ?? asked;
  const { standing, subscribe } = inLanguage[language];
  const status = row === undefined || row.status === 'active' ? 'left' : row.status;
  return notice(standing[status], language, toSubscribe(language, subscribe.again));
}
