import { signedCall } from './signedCall.ts';
import type { Service } from './signedCall.ts';

/** A service whose protocol is AWS JSON (Smithy 2.0, "AWS JSON 1.0 protocol", and 1.1). */
export interface JsonService extends Service {
  /** Stands before the operation in X-Amz-Target: `DynamoDB_20120810`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/**
 * Calls an operation.
 * @param body its input, as JSON
 * @returns its output, as JSON: empty where the service says nothing
 * @throws the service's error, after as many tries as help
 */
export type JsonCall = (operation: string, body: string) => Promise<string>;

export function jsonCall(service: JsonService): JsonCall {
  const call = signedCall(service);
  return (operation, body) =>
    call({
      headers: {
        'content-type': `application/x-amz-json-${service.version}`,
        'x-amz-target': `${service.target}.${operation}`,
      },
      body,
    });
}
