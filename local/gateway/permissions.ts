import type { Call } from './call.ts';
import { account, region, secretArnOf } from '../template/naming.ts';
import { isObject, type Json, textOf } from '../template/json.ts';

/** What a call needs: an IAM action on a resource. */
export interface Permission { readonly action: string; readonly resource: string }

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
const tableArn = (name: Json | undefined): string => (textOf(name).startsWith('arn:') ? textOf(name) : arn('dynamodb', `table/${textOf(name)}`));

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
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: queue === undefined ? '*' : arn('sqs', textOf(queue)) }];
}

function sns({ operation, input }: Call): Permission[] {
  const { TopicArn: topic, TargetArn: target, ResourceArn: resource } = input;
  return [{ action: `sns:${operation.replace(/Batch$/, '')}`, resource: textOf(topic ?? target ?? resource ?? '*') }];
}

function ses({ operation, input }: Call): Permission[] {
  const from = textOf(input['FromEmailAddress'] ?? '');
  const domain = /@([^>\s]+)/.exec(from)?.[1];
  return [{ action: `ses:${operation}`, resource: textOf(input['FromEmailAddressIdentityArn'] ?? arn('ses', `identity/${domain ?? '*'}`)) }];
}

function secretsmanager({ operation, input }: Call): Permission[] {
  const { SecretId: secret } = input;
  return [{ action: `secretsmanager:${operation}`, resource: secret === undefined ? '*' : secretArnOf(textOf(secret)) }];
}

const services: Record<string, (call: Call) => Permission[]> = { dynamodb, sqs, sns, ses, secretsmanager };

/** The permissions that a call needs; undefined for a service that the twin does not know. */
export const permissionsOf = (call: Call): Permission[] | undefined => services[call.service]?.(call);
