import { defineEnv } from '../../platform/runtime/env.ts';

export const dueDigestsEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'RETENTION_DAYS',
  'DIGESTS_QUEUE_URL',
  'MAIL_PER_SECOND',
  'MAIL_PER_DAY',
);
