import { setTimeout as sleep } from 'node:timers/promises';
import type { Documents } from '../../platform/aws/documents.ts';
import { Mailer } from './mailer.ts';
import { SendRateTable } from './sendRateTable.ts';
import type { MailVariable } from './settings.ts';

/** SES, the publication as a sender, the pace that all senders keep together, and the clock that they keep it by. */
export const mailServices = (
  client: Documents,
  env: Readonly<Record<MailVariable | 'SUBSCRIBERS_TABLE' | 'PUBLIC_URL' | 'PUBLICATION_TITLE', string>>,
) => ({
  mailer: new Mailer({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }),
  title: env.PUBLICATION_TITLE,
  publicUrl: env.PUBLIC_URL,
  postalAddress: env.MAIL_POSTAL_ADDRESS,
  pace: new SendRateTable(client, env.SUBSCRIBERS_TABLE, {
    perSecond: Number(env.MAIL_PER_SECOND),
    perDay: Number(env.MAIL_PER_DAY),
  }),
  now: () => new Date(),
  sleep: (milliseconds: number) => sleep(milliseconds),
});
