import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answerSignUp } from '../../modules/subscribers/sign-up/answer.ts';
import { signUpEnv } from './env.ts';
import { signUpResponse } from '../../modules/subscribers/sign-up/http/respond.ts';
import { reportSignUp } from '../../modules/subscribers/sign-up/report.ts';
import { signUpServices } from '../../modules/subscribers/sign-up/services.ts';

export const handler = lambda(
  () => {
    const env = signUpEnv.read();
    return { services: signUpServices(env), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, logger, metrics }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const { reply, ...about } = await answerSignUp(event, services, new Date());
    const result = signUpResponse(event.requestContext.http.method, reply, services.publication);
    reportSignUp({ ...about, did: reply.did, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
