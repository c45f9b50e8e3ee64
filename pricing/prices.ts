/**
 * Dollars in us-east-1, on demand, without any free tier. Sources, as of 2026:
 * https://aws.amazon.com/dynamodb/pricing/on-demand/ · https://aws.amazon.com/sqs/pricing/ ·
 * https://aws.amazon.com/sns/pricing/ · https://aws.amazon.com/lambda/pricing/ (arm64) ·
 * https://aws.amazon.com/api-gateway/pricing/ (HTTP API) · https://aws.amazon.com/ses/pricing/ ·
 * https://aws.amazon.com/secrets-manager/pricing/
 */
export const dollarsPer = {
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  sqsRequest: 0.4e-6,
  sqsFifoRequest: 0.5e-6,
  snsRequest: 0.5e-6,
  invocation: 0.2e-6,
  gigabyteSecond: 0.0000133334,
  httpRequest: 1e-6,
  mail: 0.1e-3,
  secretsRequest: 5e-6,
} as const;

/** SQS and SNS bill each started 64 kB of a request; an HTTP API each started 512 kB. */
export const chunkBytes = 64 * 1024;
export const httpChunkBytes = 512 * 1024;

/** The use of a call, as AWS bills it. */
export interface Counted {
  readonly readUnits?: number;
  readonly writeUnits?: number;
  /** Billed requests: chunks of 64 kB for SQS and SNS. */
  readonly requests?: number;
  readonly messages?: number;
  readonly gigabyteSeconds?: number;
  readonly fifo?: boolean;
}

/** The price of one call. */
export function priceOf(
  service: string,
  { readUnits = 0, writeUnits = 0, requests = 0, messages = 0, gigabyteSeconds = 0, fifo = false }: Counted,
): number {
  switch (service) {
    case 'dynamodb':
      return readUnits * dollarsPer.readUnit + writeUnits * dollarsPer.writeUnit;
    case 'sqs':
      return requests * (fifo ? dollarsPer.sqsFifoRequest : dollarsPer.sqsRequest);
    case 'sns':
      return requests * dollarsPer.snsRequest;
    case 'lambda':
      return dollarsPer.invocation + gigabyteSeconds * dollarsPer.gigabyteSecond;
    case 'apigateway':
      return requests * dollarsPer.httpRequest;
    case 'ses':
      return messages * dollarsPer.mail;
    case 'secretsmanager':
      return requests * dollarsPer.secretsRequest;
    default:
      return 0;
  }
}
