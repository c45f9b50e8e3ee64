import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answer } from '../../modules/websub/subscriber/callback/answer.ts';
import { websubCallbackEnv } from './env.ts';
import { report } from '../../modules/websub/subscriber/callback/report.ts';
import { servicesWith } from '../../modules/websub/subscriber/callback/services.ts';

export const handler = lambda(
  () => {
    const env = websubCallbackEnv.read();
    return { services: servicesWith(env), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, ...telemetry }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const answered = await answer(event, services, new Date());
    report(answered, telemetry);
    return answered.result;
  },
);
