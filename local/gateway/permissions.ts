import type { Call } from './call.ts';
import { addressOf } from '../mail/address.ts';
import { draftOf, draftsOf, isRaw } from '../mail/draft.ts';
import type { Identities } from '../mail/identities.ts';
import type { Sandbox } from '../mail/sandbox.ts';
import { account, parameterArnOf, region, secretArnOf } from '../template/naming.ts';
import { isObject, type Json, textOf } from '../template/json.ts';

/** A permission that a call needs: an IAM action on a resource. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** Condition keys that policies may ask of, by IAM's names. */
  readonly context?: Readonly<Record<string, string>>;
}

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
const tableArn = (name: Json | undefined): string =>
  textOf(name).startsWith('arn:') ? textOf(name) : arn('dynamodb', `table/${textOf(name)}`);

function dynamodb({ operation, input }: Call): Permission[] {
  const action = `dynamodb:${operation}`;
  const { TableName: table, IndexName: index, RequestItems: items } = input;
  if (isObject(items)) return Object.keys(items).map((name) => ({ action, resource: tableArn(name) }));
  if (table === undefined) return [{ action, resource: '*' }];
  return [{ action, resource: index === undefined ? tableArn(table) : `${tableArn(table)}/index/${textOf(index)}` }];
}

function sqs({ operation, input }: Call): Permission[] {
  const { QueueUrl: url, QueueName: name } = input;
  const queue = url === undefined ? name : textOf(url).split('/').at(-1);
  // Batches have no action of their own: SendMessageBatch needs sqs:SendMessage.
  return [
    {
      action: `sqs:${operation.replace(/Batch$/, '')}`,
      resource: queue === undefined ? '*' : arn('sqs', textOf(queue)),
    },
  ];
}

function sns({ operation, input }: Call): Permission[] {
  const { TopicArn: topic, TargetArn: target, ResourceArn: resource } = input;
  return [{ action: `sns:${operation.replace(/Batch$/, '')}`, resource: textOf(topic ?? target ?? resource ?? '*') }];
}

const ofAccount = new Set([
  'GetAccount',
  'PutSuppressedDestination',
  'GetSuppressedDestination',
  'DeleteSuppressedDestination',
]);

/**
 * A mail needs the identity that it is sent from, and the configuration set that it names. Several in one call need a
 * template too, and IAM is told of no sender to set a condition on (service authorization reference, "Amazon Simple
 * Email Service v2"). The name of an inline template is documented nowhere.
 */
function ses({ operation, input }: Call, identities: Identities): Permission[] | undefined {
  if (ofAccount.has(operation)) return [{ action: `ses:${operation}`, resource: '*' }];
  if (operation !== 'SendEmail' && operation !== 'SendBulkEmail') return undefined;
  const { from, configurationSet } = draftOf(input);
  const identity = identities.of(addressOf(from))?.arn ?? arn('ses', `identity/${addressOf(from)}`);
  const resources = [
    identity,
    ...(configurationSet === undefined ? [] : [arn('ses', `configuration-set/${configurationSet}`)]),
  ];
  if (operation === 'SendBulkEmail')
    return [...resources, arn('ses', 'template/inline')].map((resource) => ({ action: 'ses:SendBulkEmail', resource }));
  const action = isRaw(input) ? 'ses:SendRawEmail' : 'ses:SendEmail';
  return resources.map((resource) => ({ action, resource, context: { 'ses:FromAddress': addressOf(from) } }));
}

/** Everybody who is to get a mail of a call. */
const recipientsOf = ({ service, operation, input }: Call): string[] => {
  if (service !== 'ses') return [];
  if (operation === 'SendBulkEmail') return draftsOf(input).flatMap(({ to }) => to);
  return operation === 'SendEmail' ? [...draftOf(input).to] : [];
};

function secretsmanager({ operation, input }: Call): Permission[] {
  const { SecretId: secret } = input;
  return [
    { action: `secretsmanager:${operation}`, resource: secret === undefined ? '*' : secretArnOf(textOf(secret)) },
  ];
}

function ssm({ operation, input }: Call): Permission[] {
  const { Name: name } = input;
  return [{ action: `ssm:${operation}`, resource: name === undefined ? '*' : parameterArnOf(textOf(name)) }];
}

/** Nothing of ours switches anything but the operator, whom nobody asks. */
const controlPlane = ({ service, operation }: Call): Permission[] => [
  { action: `${service}:${operation}`, resource: '*' },
];

const services: Record<string, (call: Call, identities: Identities) => Permission[] | undefined> = {
  dynamodb,
  sqs,
  sns,
  ses,
  secretsmanager,
  ssm,
  events: controlPlane,
  lambda: controlPlane,
};

/** The permissions that a call needs; undefined for a service, or a part of one, that the twin does not know. */
export function permissionsOf(call: Call, identities: Identities, sandbox: Sandbox): Permission[] | undefined {
  const needed = services[call.service]?.(call, identities);
  const recipients = sandbox.identitiesOf(recipientsOf(call));
  return (
    needed && [
      ...needed,
      ...needed
        .slice(0, 1)
        .flatMap((first) => recipients.map((name) => ({ ...first, resource: arn('ses', `identity/${name}`) }))),
    ]
  );
}
