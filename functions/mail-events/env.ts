import { defineEnv } from '../../platform/runtime/env.ts';

export const mailEventsEnv = defineEnv('SUBSCRIBERS_TABLE', 'DELIVERIES_TABLE');
