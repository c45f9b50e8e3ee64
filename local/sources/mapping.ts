import * as z from 'zod/mini';
import { isObject, type Json, textOf } from '../template/json.ts';
import type { Resource } from '../template/stack.ts';
import { filterOf } from './pattern.ts';

/** An event source mapping as the template sets it. */
export interface Mapping {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionRef: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly partial: boolean;
  readonly bisect: boolean;
  /** Undefined: without end. */
  readonly maxRetries: number | undefined;
  readonly maxAgeSeconds: number | undefined;
  readonly maxConcurrency: number | undefined;
  readonly startAtLatest: boolean;
  readonly onFailureArn: Json | undefined;
  readonly fits: (event: Json) => boolean;
}

const unlimited = (value: Json | undefined): number | undefined =>
  value === undefined || Number(value) < 0 ? undefined : Number(value);

/**
 * Reads `AWS::Lambda::EventSourceMapping`; AWS reads 10 messages of a queue, and 100 records of a stream, unless told.
 */
export function mappingOf({ id, properties }: Resource): Mapping {
  const { ScalingConfig: scaling, DestinationConfig: destination, FunctionResponseTypes: responses } = properties;
  const sourceArn = textOf(properties['EventSourceArn']);
  const onFailure =
    isObject(destination) && isObject(destination['OnFailure']) ? destination['OnFailure']['Destination'] : undefined;
  return {
    id,
    sourceArn,
    functionRef: textOf(properties['FunctionName']),
    batchSize: Number(properties['BatchSize'] ?? (sourceArn.includes(':sqs:') ? 10 : 100)),
    windowMs: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0) * 1000,
    partial: Array.isArray(responses) && responses.includes('ReportBatchItemFailures'),
    bisect: properties['BisectBatchOnFunctionError'] === true,
    maxRetries: unlimited(properties['MaximumRetryAttempts']),
    maxAgeSeconds: unlimited(properties['MaximumRecordAgeInSeconds']),
    maxConcurrency: isObject(scaling) ? unlimited(scaling['MaximumConcurrency']) : undefined,
    startAtLatest: properties['StartingPosition'] === 'LATEST',
    onFailureArn: onFailure,
    fits: filterOf(properties['FilterCriteria']),
  };
}

const reportSchema = z.object({
  batchItemFailures: z.optional(z.nullable(z.array(z.object({ itemIdentifier: z.string() })))),
});

/**
 * The ids that a function reports as failed: none means that all went well, and a report that cannot be read that
 * nothing did.
 */
export function failedItems(payload: unknown): string[] | 'unreadable' {
  if (payload === undefined || payload === null) return [];
  const report = reportSchema.safeParse(payload);
  if (!report.success) return 'unreadable';
  return (report.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
}
