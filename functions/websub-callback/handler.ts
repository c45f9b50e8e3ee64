import { callbackRequests } from '../../modules/websub/subscriber/callback/answer.ts';
import { callbackServices } from '../../modules/websub/subscriber/callback/services.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { websubCallbackEnv } from './env.ts';

export const handler = httpHandler(websubCallbackEnv, callbackServices, callbackRequests);
