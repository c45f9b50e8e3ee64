import { apiVariables } from '../../modules/partner-api/variables.ts';
import { defineEnv } from '../../platform/runtime/env.ts';

export const partnerApiEnv = defineEnv(...apiVariables, 'EDGE_SECRET');
