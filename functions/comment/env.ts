import { defineEnv } from '../../platform/runtime/env.ts';

export const commentEnv = defineEnv(
  'ARTICLES_TABLE',
  'COMMENTS_QUEUE_URL',
  'READER_KEY_ARN',
  'RETENTION_DAYS',
  'CLOSE_AFTER_DAYS',
  'PUBLICATION_TITLE',
  'EDGE_SECRET',
);
