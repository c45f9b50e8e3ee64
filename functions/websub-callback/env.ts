import { defineEnv } from '../../platform/runtime/env.ts';

export const websubCallbackEnv = defineEnv('SOURCES_TABLE', 'POLLS_QUEUE_URL', 'PUSH_KEY_ARN', 'EDGE_SECRET');
