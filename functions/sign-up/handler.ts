import { answerSignUp } from '../../modules/subscribers/sign-up/answer.ts';
import { signUpResponse } from '../../modules/subscribers/sign-up/http/respond.ts';
import { reportSignUp } from '../../modules/subscribers/sign-up/report.ts';
import { signUpServices } from '../../modules/subscribers/sign-up/services.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { signUpEnv } from './env.ts';

export const handler = httpHandler(signUpEnv, signUpServices, {
  answer: async (event, { logger, metrics, ...services }) => {
    const { reply, ...about } = await answerSignUp(event, services, new Date());
    const result = signUpResponse(event.requestContext.http.method, reply, services.publication);
    reportSignUp({ ...about, did: reply.did, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
});
