import { defineEnv } from '../shared/runtime/env.ts';

export const leaseEnv = defineEnv('SOURCES_TABLE', 'PUSH_KEY_ARN', 'PUBLIC_URL', 'USER_AGENT', 'ALLOW_LOOPBACK');
