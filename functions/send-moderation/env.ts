import { mailVariables } from '../../modules/mail/settings.ts';
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
  ...mailVariables,
);
