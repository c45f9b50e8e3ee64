import { defineEnv } from '../../platform/runtime/env.ts';

export const publishEnv = defineEnv('ARTICLES_TABLE', 'ARTICLE_TOPIC_ARN', 'DEAD_LETTER_QUEUE_URL', 'RETENTION_DAYS');
