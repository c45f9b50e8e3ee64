import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  InternalServerError,
  ItemCollectionSizeLimitExceededException,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ErrorOf } from './awsError.ts';
import { fromDynamo, toDynamo } from './rows.ts';
import { commandSender } from './send.ts';
import { jsonCall } from './jsonCall.ts';

/** Whoever sends the document client's commands to DynamoDB: the SDK's own client, or the functions' transport. */
export type Documents = Pick<DynamoDBDocumentClient, 'send'>;

const operations = new Map<unknown, string>([
  [GetCommand, 'GetItem'],
  [PutCommand, 'PutItem'],
  [UpdateCommand, 'UpdateItem'],
  [DeleteCommand, 'DeleteItem'],
  [QueryCommand, 'Query'],
  [ScanCommand, 'Scan'],
  [BatchGetCommand, 'BatchGetItem'],
  [BatchWriteCommand, 'BatchWriteItem'],
]);

/** The errors that these operations name (Amazon DynamoDB API reference). */
const errors = {
  ConditionalCheckFailedException,
  InternalServerError,
  ItemCollectionSizeLimitExceededException,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionConflictException,
};

const errorOf: ErrorOf = (name, options) =>
  name in errors ? new errors[name as keyof typeof errors](options) : new DynamoDBServiceException(options);

/** The SDK's own for DynamoDB: `baseDelay` in milliseconds. */
const retries = { maxAttempts: 4, baseDelay: 25 };

/** One for a worker: it sends the document client's commands. */
export const documentClient = (): Documents =>
  commandSender<Documents>(
    operations,
    jsonCall({ name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0', retries, errorOf }),
    toDynamo,
    fromDynamo,
  );
