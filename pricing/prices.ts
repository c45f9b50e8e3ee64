/**
 * Dollars in us-east-1, on demand, without any free tier. Sources, as of 2026:
 * https://aws.amazon.com/dynamodb/pricing/on-demand/ · https://aws.amazon.com/sqs/pricing/ ·
 * https://aws.amazon.com/sns/pricing/ · https://aws.amazon.com/lambda/pricing/ (arm64) ·
 * https://aws.amazon.com/api-gateway/pricing/ (HTTP API) · https://aws.amazon.com/ses/pricing/ ·
 * https://aws.amazon.com/secrets-manager/pricing/ · https://aws.amazon.com/cloudfront/pricing/ (North America, HTTPS, the
 * first 10 TB) · https://aws.amazon.com/waf/pricing/ · https://aws.amazon.com/cloudwatch/pricing/ (standard logs) ·
 * https://aws.amazon.com/xray/pricing/ · https://aws.amazon.com/kms/pricing/
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
  edgeRequest: 1e-6,
  edgeGigabyte: 0.085,
  firewallRequest: 0.6e-6,
  logGigabyte: 0.5,
  trace: 5e-6,
  keyRequest: 3e-6,
} as const;

/** Dollars a month for what only stands there, from the same pages. */
export const dollarsPerMonth = {
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  dashboard: 3,
  webAcl: 5,
  webAclRule: 1,
  secret: 0.4,
} as const;

/** START, END and REPORT, which Lambda itself writes of each run. */
export const runLogBytes = 350;
/** Of the runs of a function that is traced: one a second, and 5 % of the others (X-Ray's default rule). */
export const tracedShare = 0.05;

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
  /** Of logs, and of what leaves AWS. */
  readonly bytes?: number;
  readonly fifo?: boolean;
}

/** The price of one call. */
export function priceOf(
  service: string,
  { readUnits = 0, writeUnits = 0, requests = 0, messages = 0, gigabyteSeconds = 0, bytes = 0, fifo = false }: Counted,
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
    case 'cloudfront':
      return requests * dollarsPer.edgeRequest + (bytes / 1e9) * dollarsPer.edgeGigabyte;
    case 'waf':
      return requests * dollarsPer.firewallRequest;
    case 'logs':
      return (bytes / 1e9) * dollarsPer.logGigabyte;
    case 'xray':
      return requests * dollarsPer.trace;
    default:
      return 0;
  }
}
