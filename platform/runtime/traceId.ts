/**
 * X-Ray's id of what this invocation belongs to, in Lambda's own environment (AWS X-Ray developer guide, "Tracing
 * header"). Powertools puts the same on every line that it logs.
 */
export const traceId = (): string | undefined => /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];
