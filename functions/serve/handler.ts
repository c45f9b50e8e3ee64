import { answerReader } from '../../modules/edition/answer.ts';
import { editionServices } from '../../modules/edition/services.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { serveEnv } from './env.ts';

export const handler = httpHandler(serveEnv, editionServices, {
  answer: (event, services) => answerReader(event, services, new Date()),
});
