import { defineEnv } from '../../platform/runtime/env.ts';

export const websubSubscribeEnv = defineEnv(
  'SOURCES_TABLE',
  'PUSH_KEY_ARN',
  'PUBLIC_URL',
  'USER_AGENT',
  'ALLOW_LOOPBACK',
);
