import { defineEnv } from '../../platform/runtime/env.ts';

export const dueDeliveriesEnv = defineEnv('DELIVERIES_TABLE', 'SUBSCRIBERS_TABLE', 'DELIVERIES_QUEUE_URL');
