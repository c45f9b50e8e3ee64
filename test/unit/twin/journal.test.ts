import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { Journal, sequenceNumber } from '../../../local/journal/journal.ts';
import { changeOf } from '../../../local/journal/streamRecord.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const now = new Date('2026-02-03T04:05:06.789Z');
const keys = { id: { S: '1' } };
const row = (text: string) => ({ ...keys, text: { S: text } });

describe('the change that a write makes', () => {
  test('insert, modify, remove', () => {
    expect(changeOf(keys, undefined, row('a'), 'NEW_AND_OLD_IMAGES', now)).toMatchObject({
      eventName: 'INSERT',
      dynamodb: {
        Keys: keys,
        NewImage: row('a'),
        ApproximateCreationDateTime: 1_770_091_506,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(changeOf(keys, row('a'), row('b'), 'NEW_AND_OLD_IMAGES', now)).toMatchObject({
      eventName: 'MODIFY',
      dynamodb: { OldImage: row('a'), NewImage: row('b') },
    });
    expect(changeOf(keys, row('a'), undefined, 'NEW_AND_OLD_IMAGES', now)?.dynamodb).not.toHaveProperty('NewImage');
  });

  test('the view decides what a record shows', () => {
    expect(Object.keys(changeOf(keys, row('a'), row('b'), 'KEYS_ONLY', now)?.dynamodb ?? {})).not.toEqual(
      expect.arrayContaining(['NewImage']),
    );
    expect(changeOf(keys, row('a'), row('b'), 'NEW_IMAGE', now)?.dynamodb).not.toHaveProperty('OldImage');
  });

  test('nothing changed, nothing recorded', () => {
    expect(changeOf(keys, row('a'), row('a'), 'NEW_IMAGE', now)).toBeUndefined();
    expect(changeOf(keys, undefined, undefined, 'NEW_IMAGE', now)).toBeUndefined();
  });
});

describe('the journal', () => {
  let folder: string;
  let journal: Journal;
  beforeEach(() => {
    folder = newDataDir();
    journal = new Journal(takeDataFolder(folder));
  });
  afterEach(() => {
    journal.close();
    removeDataDir(folder);
  });

  test('keeps records, checkpoints and open writes over a restart', () => {
    const change = changeOf(keys, undefined, row('a'), 'NEW_IMAGE', now);
    journal.settle(journal.intend('T', keys, undefined), 'T', 'arn:stream', change);
    journal.intend('T', keys, row('a'));
    journal.advance('reader', 0);
    journal.close();
    journal = new Journal(takeDataFolder(folder));
    expect(journal.checkpoint('reader')).toBe(0);
    expect(journal.unsettled()).toEqual([expect.objectContaining({ table: 'T', key: keys, before: row('a') })]);
    expect(journal.read('T', 0, 10)).toEqual([
      {
        seq: 1,
        sequenceNumber: sequenceNumber(1),
        record: expect.objectContaining({
          eventName: 'INSERT',
          eventSourceARN: 'arn:stream',
          eventSource: 'aws:dynamodb',
        }) as unknown,
      },
    ]);
  });

  test('a data folder has one owner', () => {
    expect(() => takeDataFolder(folder)).toThrow('is in use by another twin');
  });

  test('sequence numbers sort as text', () => {
    expect([sequenceNumber(9), sequenceNumber(10), sequenceNumber(100)].toSorted()).toEqual([
      sequenceNumber(9),
      sequenceNumber(10),
      sequenceNumber(100),
    ]);
  });
});
