import { defineEnv } from '../shared/runtime/env.ts';

export const websubEnv = defineEnv('SOURCES_TABLE', 'POLLS_QUEUE_URL', 'PUSH_KEY_ARN', 'EDGE_SECRET');
