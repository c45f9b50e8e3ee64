import { defineEnv } from '../../platform/runtime/env.ts';

export const sendModerationEnv = defineEnv(
  'ARTICLES_TABLE',
  'SUBSCRIBERS_TABLE',
  'COMMENTS_QUEUE_URL',
  'READER_KEY_ARN',
  'RETENTION_DAYS',
  'MODERATOR',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'CONFIGURATION_SET',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
  'MAIL_POSTAL_ADDRESS',
  'MAIL_PER_SECOND',
  'MAIL_PER_DAY',
);
