import { defineEnv } from '../../platform/runtime/env.ts';

export const digestEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'DELIVERIES_TABLE',
  'RETENTION_DAYS',
  'READER_KEY_ARN',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'LINKS_TO',
  'CONFIGURATION_SET',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
  'MAIL_POSTAL_ADDRESS',
  'MAIL_PER_SECOND',
  'MAIL_PER_DAY',
);
