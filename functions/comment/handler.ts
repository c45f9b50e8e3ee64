import { answerComments } from '../../modules/comments/posting/answer.ts';
import { commentServices } from '../../modules/comments/posting/services.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { commentEnv } from './env.ts';

export const handler = httpHandler(commentEnv, commentServices, {
  answer: (event, services) => answerComments(event, services, new Date()),
});
