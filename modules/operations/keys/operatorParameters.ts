import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import type { ReadParameter } from '../../../platform/aws/parameters.ts';

/** Reads parameters by an operator's own credentials, from wherever the SDK finds them. */
export function operatorParameters(
  config: Pick<SSMClientConfig, 'endpoint' | 'region' | 'credentials'>,
): ReadParameter {
  const ssm = new SSMClient(config);
  return async (name) =>
    (await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }))).Parameter?.Value;
}
