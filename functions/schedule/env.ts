import { defineEnv } from '../shared/runtime/env.ts';

export const scheduleEnv = defineEnv('SOURCES_TABLE', 'POLLS_QUEUE_URL');
