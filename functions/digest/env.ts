import { mailVariables } from '../../modules/mail/settings.ts';
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
  ...mailVariables,
);
