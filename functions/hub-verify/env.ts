import { defineEnv } from '../../platform/runtime/env.ts';

export const hubVerifyEnv = defineEnv('SUBSCRIBERS_TABLE', 'USER_AGENT', 'ALLOW_LOOPBACK');
