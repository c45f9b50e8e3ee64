import { mailVariables } from '../../modules/mail/settings.ts';
import { defineEnv } from '../../platform/runtime/env.ts';

export const tellPartnersEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'FANOUT_QUEUE_URL',
  'ENDPOINT_KEY_ARN',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'USER_AGENT',
  'ALLOW_LOOPBACK',
  ...mailVariables,
);
