import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../shared/http/edge.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { answer } from './answer.ts';
import { signUpEnv } from './env.ts';
import { respond } from './http/respond.ts';
import { report } from './report.ts';
import { servicesWith } from './services.ts';

export const handler = lambda(
  () => {
    const env = signUpEnv.read();
    return { services: servicesWith(env), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, logger, metrics }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const { reply, ...about } = await answer(event, services, new Date());
    const result = respond(event.requestContext.http.method, reply, services.publication);
    report({ ...about, did: reply.did, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
