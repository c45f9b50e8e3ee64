import { defineEnv } from '../../platform/runtime/env.ts';

export const signUpEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'DELIVERIES_TABLE',
  'CONFIRMATIONS_QUEUE_URL',
  'READER_KEY_ARN',
  'RETENTION_DAYS',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'LINKS_TO',
  'MAIL_POSTAL_ADDRESS',
  'EDGE_SECRET',
);
