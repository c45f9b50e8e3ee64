import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { jsonCall } from './jsonCall.ts';

/** Reads a parameter of SSM, decrypted, by its name or ARN. */
export type ReadParameter = (name: string) => Promise<string | undefined>;

/** SSM reads 40 a second by default, and many workers may start at once: it is asked more often than others. */
const ssm = { name: 'ssm', target: 'AmazonSSM', version: '1.1', retries: { maxAttempts: 5 } } as const;

/** By name, without the SDK's command: with it come the errors of SSM's 146 operations, 78 kB in each bundle. */
export const readParameter: ReadParameter = async (name) => {
  const input: GetParameterCommandInput = { Name: name, WithDecryption: true };
  const answer = await jsonCall(ssm)('GetParameter', JSON.stringify(input));
  return (JSON.parse(answer) as GetParameterCommandOutput).Parameter?.Value;
};
