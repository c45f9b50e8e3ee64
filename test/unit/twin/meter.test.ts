import { expect, test } from '@jest/globals';
import { indexWriteUnits, itemSize, writeUnits } from '../../../local/meter/itemSize.ts';
import { Meter } from '../../../local/meter/meter.ts';
import { priceOf } from '../../../pricing/prices.ts';

test('an item weighs names and values', () => {
  expect(itemSize({ id: { S: 'abc' }, n: { N: '12345' }, b: { BOOL: true } })).toBe(2 + 3 + 1 + 4 + 1 + 1);
  expect(itemSize({ m: { M: { a: { S: 'xy' } } }, l: { L: [{ S: 'q' }] } })).toBe(1 + 3 + 1 + 2 + 1 + 1 + 3 + 1 + 1);
});

test('a write costs each started kB of the larger image', () => {
  expect(writeUnits(undefined, { id: { S: 'x' } })).toBe(1);
  expect(writeUnits({ id: { S: 'x'.repeat(2_500) } }, { id: { S: 'x' } })).toBe(3);
});

test('indexes cost only when what they hold changes', () => {
  const index = { name: 'due', keys: ['shard', 'dueAt'], projected: ['id', 'shard', 'dueAt'] };
  const row = { id: { S: '1' }, shard: { S: 's' }, dueAt: { N: '1' }, other: { S: 'a' } };
  expect(indexWriteUnits([index], undefined, row)).toBe(1);
  expect(indexWriteUnits([index], row, { ...row, other: { S: 'b' } })).toBe(0);
  expect(indexWriteUnits([index], row, { ...row, dueAt: { N: '2' } })).toBe(2);
  expect(indexWriteUnits([index], row, { id: { S: '1' } })).toBe(1);
  expect(indexWriteUnits([{ ...index, projected: undefined }], row, { ...row, other: { S: 'b' } })).toBe(1);
});

test('prices are those of the table', () => {
  expect(priceOf('dynamodb', { readUnits: 1e6, writeUnits: 1e6 })).toBeCloseTo(0.75);
  expect(priceOf('sqs', { requests: 1e6 })).toBeCloseTo(0.4);
  expect(priceOf('sqs', { requests: 1e6, fifo: true })).toBeCloseTo(0.5);
  expect(priceOf('secretsmanager', { requests: 10_000 })).toBeCloseTo(0.05);
  expect(priceOf('waf', { requests: 1e6 })).toBeCloseTo(0.6);
  expect(priceOf('cloudfront', { requests: 1e6, bytes: 1e9 })).toBeCloseTo(1.085);
  expect(priceOf('logs', { bytes: 1e9 })).toBeCloseTo(0.5);
  expect(priceOf('xray', { requests: 1e6 })).toBeCloseTo(5);
  expect(priceOf('lambda', { gigabyteSeconds: 1 })).toBeCloseTo(0.0000135334);
});

test('a reading since a snapshot holds only what came after it', () => {
  const meter = new Meter();
  meter.count('Fn', 'dynamodb', 'GetItem', { readUnits: 0.5 });
  const before = meter.snapshot();
  meter.count('Fn', 'dynamodb', 'GetItem', { readUnits: 1 });
  meter.count('Fn', 'sns', 'Publish', { requests: 2, messages: 1 });
  const { lines, dollars } = meter.since(before);
  expect(lines).toEqual([
    expect.objectContaining({ operation: 'GetItem', calls: 1, readUnits: 1 }),
    expect.objectContaining({ operation: 'Publish', calls: 1, requests: 2, messages: 1 }),
  ]);
  expect(dollars).toBeCloseTo(0.125e-6 + 1e-6, 12);
});

test('what is billed beside calls counts in the dollars, and among no calls', () => {
  const meter = new Meter();
  meter.count('Fn', 'sns', 'Publish', { requests: 1, messages: 1 });
  const before = meter.snapshot();
  meter.count('Fn', 'logs', 'Lines', { bytes: 2e9 });
  const { lines, beside, dollars } = meter.since(before);
  expect([lines, beside]).toEqual([[], [expect.objectContaining({ service: 'logs', bytes: 2e9 })]]);
  expect(dollars).toBeCloseTo(1);
});
