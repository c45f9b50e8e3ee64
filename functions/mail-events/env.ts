import { defineEnv } from '../shared/runtime/env.ts';

export const mailEventsEnv = defineEnv('SUBSCRIBERS_TABLE', 'DELIVERIES_TABLE');
