import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../shared/http/edge.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { answer } from './answer.ts';
import { websubEnv } from './env.ts';
import { report } from './report.ts';
import { servicesWith } from './services.ts';

export const handler = lambda(
  () => {
    const env = websubEnv.read();
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
