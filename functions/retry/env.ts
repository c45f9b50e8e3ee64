import { defineEnv } from '../shared/runtime/env.ts';

export const retryEnv = defineEnv('DELIVERIES_TABLE', 'SUBSCRIBERS_TABLE', 'DELIVERIES_QUEUE_URL');
