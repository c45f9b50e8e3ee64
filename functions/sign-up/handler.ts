import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { lambda } from '../shared/runtime/lambda.ts';
import { answer } from './answer.ts';
import { signUpEnv } from './env.ts';
import { respond } from './http/respond.ts';
import { report } from './report.ts';
import { servicesWith } from './services.ts';

export const handler = lambda(
  () => ({ services: servicesWith(signUpEnv.read()) }),
  async (event: APIGatewayProxyEventV2, { services, logger, metrics }) => {
    const { reply, ...about } = await answer(event, services, new Date());
    const result = respond(event.requestContext.http.method, reply, services.publication);
    report({ ...about, did: reply.did, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
