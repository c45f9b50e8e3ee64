import { defineEnv } from '../shared/runtime/env.ts';

export const deliverEnv = defineEnv('SUBSCRIBERS_TABLE', 'ARTICLES_TABLE', 'DELIVERIES_TABLE', 'DELIVERIES_QUEUE_URL', 'ENDPOINT_KEY_ARN', 'USER_AGENT', 'ALLOW_LOOPBACK');
