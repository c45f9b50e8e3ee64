import { mailVariables } from '../../modules/mail/settings.ts';
import { defineEnv } from '../../platform/runtime/env.ts';

export const sendConfirmationEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'CONFIRMATIONS_QUEUE_URL',
  'READER_KEY_ARN',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  ...mailVariables,
);
