import { defineEnv } from '../../platform/runtime/env.ts';

export const serveEnv = defineEnv(
  'ARTICLES_TABLE',
  'SOURCES_TABLE',
  'RETENTION_DAYS',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'CONTACT_ADDRESS',
  'EDITION',
  'COMMENTS_CLOSE_AFTER_DAYS',
  'EDGE_SECRET',
);
