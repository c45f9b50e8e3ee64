import { messageOf, violationsOf } from '../models/check.ts';
import { callFacts } from '../models/facts.ts';
import { parametersOf } from '../models/parameters.ts';
import { errorAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { Answer } from './exchange.ts';

/**
 * How services call a request that breaks their model; ValidationException elsewhere ("Common Errors" in each API
 * reference).
 */
const codes: Readonly<Record<string, string>> = {
  sqs: 'InvalidParameterValue',
  sns: 'InvalidParameter',
  ses: 'BadRequestException',
};

/**
 * Refuses a call that breaks AWS's own API model, as AWS would. A member that the model does not know AWS would ignore:
 * here it is an error, as its caller meant something by it.
 */
export function modelRefusal(call: Call): Answer | undefined {
  const service = callFacts.services[call.service];
  const operation = service?.operations[call.operation];
  if (service === undefined || operation === undefined) {
    return errorAnswer(
      call,
      501,
      'NotImplemented',
      `The twin has no model of ${call.service} ${call.operation}: name it in scripts/awsModels.ts, and run "npm run models".`,
    );
  }
  if (operation.input === undefined) return undefined;
  const violations = violationsOf(service, operation.input, parametersOf(service, operation, call));
  return violations.length === 0
    ? undefined
    : errorAnswer(call, 400, codes[call.service] ?? 'ValidationException', messageOf(violations));
}
