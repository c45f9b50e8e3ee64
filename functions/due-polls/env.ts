import { defineEnv } from '../../platform/runtime/env.ts';

export const duePollsEnv = defineEnv('SOURCES_TABLE', 'POLLS_QUEUE_URL');
