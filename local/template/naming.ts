import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from './json.ts';

export const account = '000000000000';
export const region = 'us-east-1';

/** Where the twin answers: it stands in queue URLs and in the addresses of APIs. */
export interface Addresses {
  /** The gateway, as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** The HTTP API. */
  readonly url: string;
}

/** A resource as a name sees it: its logical id and its resolved properties. */
interface Named {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly name: string;
}

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const secrets = arn('secretsmanager', 'secret:');
/**
 * AWS ends the ARN of a secret with six random characters; here they follow from the name, and a restart keeps them.
 */
const secretArn = (name: string): string => `${secrets}${name}-${digest(name).slice(0, 6)}`;

/** The whole ARN of a secret that is called by its name, by its ARN, or by its ARN without the last six characters. */
export function secretArnOf(reference: string): string {
  if (!reference.startsWith(secrets)) return reference.startsWith('arn:') ? reference : secretArn(reference);
  const name = reference.slice(secrets.length);
  return secretArn(name.slice(0, -7)) === reference ? reference : secretArn(name);
}

/** The ARN of a parameter that is called by its name or by its ARN. */
export const parameterArnOf = (reference: string): string =>
  reference.startsWith('arn:') ? reference : arn('ssm', `parameter/${reference.replace(/^\//, '')}`);

const dkimToken = (domain: string, number: number): string => digest(`${domain}-${number}`).slice(0, 32);

interface Naming {
  /** The property that sets the physical name. */
  readonly property?: string;
  /** The name where that property is not set; from stack and logical id unless told. */
  readonly unnamed?: (stackName: string, id: string) => string;
  readonly suffix?: (properties: JsonObject) => string;
  readonly ref?: (resource: Named, addresses: Addresses) => string;
  readonly arn?: (resource: Named) => string;
  readonly attributes?: Record<string, (resource: Named, addresses: Addresses) => Json>;
}

const fifo =
  (flag: string) =>
  (properties: JsonObject): string =>
    properties[flag] === true || properties[flag] === 'true' ? '.fifo' : '';
const tableArn = ({ name }: Named): string => arn('dynamodb', `table/${name}`);
const table: Naming = {
  property: 'TableName',
  arn: tableArn,
  attributes: { StreamArn: (resource) => `${tableArn(resource)}/stream/2026-01-01T00:00:00.000` },
};

/** How each type that the twin runs, or that others point at, is named and found. */
const namings: Record<string, Naming> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': {
    property: 'QueueName',
    suffix: fifo('FifoQueue'),
    ref: ({ name }, { endpoint }) => `${endpoint}/${account}/${name}`,
    arn: ({ name }) => arn('sqs', name),
    attributes: {
      QueueName: ({ name }) => name,
      QueueUrl: ({ name }, { endpoint }) => `${endpoint}/${account}/${name}`,
    },
  },
  'AWS::SNS::Topic': {
    property: 'TopicName',
    suffix: fifo('FifoTopic'),
    ref: ({ name }) => arn('sns', name),
    arn: ({ name }) => arn('sns', name),
    attributes: { TopicName: ({ name }) => name, TopicArn: ({ name }) => arn('sns', name) },
  },
  'AWS::Lambda::Function': { property: 'FunctionName', arn: ({ name }) => arn('lambda', `function:${name}`) },
  // Its Ref is Lambda's UUID; here it follows from the names, and a restart keeps it.
  'AWS::Lambda::EventSourceMapping': {
    unnamed: (stackName, id) =>
      digest(`${stackName}-${id}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
  },
  'AWS::IAM::Role': {
    property: 'RoleName',
    arn: ({ name }) => `arn:aws:iam::${account}:role/${name}`,
    attributes: { RoleId: ({ name }) => name },
  },
  'AWS::Events::Rule': { property: 'Name', arn: ({ name }) => arn('events', `rule/${name}`) },
  'AWS::Scheduler::Schedule': { property: 'Name', arn: ({ name }) => arn('scheduler', `schedule/default/${name}`) },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', arn: ({ name }) => arn('logs', `log-group:${name}:*`) },
  'AWS::ApiGatewayV2::Api': {
    // The execute-api address is put right by `localAddresses`, wherever a template joins it.
    ref: ({ id }) => id.toLowerCase(),
    attributes: { ApiEndpoint: (_, { url }) => url, ApiId: ({ id }) => id.toLowerCase() },
  },
  // Requests go straight to the API: so does every link that names the distribution.
  'AWS::CloudFront::Distribution': {
    attributes: { DomainName: (_, { url }) => new URL(url).host, Id: ({ name }) => name },
  },
  'AWS::CloudFront::Function': {
    property: 'Name',
    arn: ({ name }) => `arn:aws:cloudfront::${account}:function/${name}`,
    attributes: { FunctionARN: ({ name }) => `arn:aws:cloudfront::${account}:function/${name}` },
  },
  'AWS::SecretsManager::Secret': {
    property: 'Name',
    // As CloudFormation does: CDK's `secretName` cuts the name out of the ARN, and counts on one hyphen in it.
    unnamed: (stackName, id) => `${id}-${digest(`${stackName}-${id}`).slice(0, 12)}`,
    ref: ({ name }) => secretArn(name),
    arn: ({ name }) => secretArn(name),
    attributes: { Id: ({ name }) => secretArn(name) },
  },
  'AWS::SES::EmailIdentity': {
    property: 'EmailIdentity',
    arn: ({ name }) => arn('ses', `identity/${name}`),
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((number) => [
        [`DkimDNSTokenName${number}`, ({ name }: Named) => `${dkimToken(name, number)}._domainkey.${name}`],
        [`DkimDNSTokenValue${number}`, ({ name }: Named) => `${dkimToken(name, number)}.dkim.amazonses.com`],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': { property: 'Name', arn: ({ name }) => arn('ses', `configuration-set/${name}`) },
  'AWS::SES::ConfigurationSetEventDestination': { attributes: { Id: ({ name }) => name } },
  'AWS::S3::Bucket': { property: 'BucketName', arn: ({ name }) => `arn:aws:s3:::${name}` },
};

/** The physical name: as the template sets it, or from stack and logical id, within 64 characters. */
export function physicalName(stackName: string, id: string, type: string, properties: JsonObject): string {
  const naming = namings[type];
  const own = naming?.property === undefined ? undefined : properties[naming.property];
  if (typeof own === 'string') return own;
  if (naming?.unnamed) return naming.unnamed(stackName, id);
  const suffix = naming?.suffix?.(properties) ?? '';
  const plain = `${stackName}-${id}`;
  if (plain.length + suffix.length <= 64) return plain + suffix;
  const short = digest(plain).slice(0, 8);
  return `${plain.slice(0, 64 - suffix.length - short.length - 1)}-${short}${suffix}`;
}

/** The value of `Ref` of a resource. */
export const refOf = (resource: Named, addresses: Addresses): string =>
  namings[resource.type]?.ref?.(resource, addresses) ?? resource.name;

/** The resource's ARN, in a general form where the type has no naming of its own. */
export function arnOf(resource: Named): string {
  const service = resource.type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return namings[resource.type]?.arn?.(resource) ?? arn(service, resource.name);
}

/** The value of `Fn::GetAtt` of a resource; undefined where the twin does not know it. */
export function attributeOf(resource: Named, attribute: string, addresses: Addresses): Json | undefined {
  if (attribute === 'Arn') return arnOf(resource);
  return namings[resource.type]?.attributes?.[attribute]?.(resource, addresses);
}

/** Puts the API's real address where a template joins one for AWS: on this machine there is no TLS. */
export function localAddresses(value: Json, url: string): Json {
  if (typeof value === 'string') {
    return value
      .replace(/https:\/\/[a-z0-9]+\.execute-api\.us-east-1\.amazonaws\.com/g, url)
      .replaceAll(`https://${new URL(url).host}`, url);
  }
  if (Array.isArray(value)) return value.map((inner) => localAddresses(inner, url));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, localAddresses(inner, url)]));
}
