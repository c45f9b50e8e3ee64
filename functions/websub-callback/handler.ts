import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answerCallback } from '../../modules/websub/subscriber/callback/answer.ts';
import { websubCallbackEnv } from './env.ts';
import { report } from '../../modules/websub/subscriber/callback/report.ts';
import { callbackServices } from '../../modules/websub/subscriber/callback/services.ts';

export const handler = lambda(
  () => {
    const env = websubCallbackEnv.read();
    return { services: callbackServices(env), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, ...telemetry }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const answered = await answerCallback(event, services, new Date());
    report(answered, telemetry);
    return answered.result;
  },
);
