import { describe, expect, test } from '@jest/globals';
import { preferencesSchema } from '../../../modules/subscribers/preferences.ts';
import {
  defaultFields,
  fieldsFrom,
  readFields,
  typedFields,
} from '../../../modules/subscribers/sign-up/form/fields.ts';
import type { FieldFaults } from '../../../modules/subscribers/sign-up/form/fields.ts';
import { zoneNamed, zonesByRegion } from '../../../modules/subscribers/sign-up/form/times.ts';

const known = {
  topics: new Set(['economy', 'energy', ...Array.from({ length: 60 }, (_, index) => `t${index}`)]),
  sources: new Set(['emn']),
};
const whole = { frequency: 'weekly', weekday: '5', hour: '18', zone: 'Asia/Baku', language: 'tr' };
const read = (fields: Record<string, string | string[]>) =>
  readFields(
    typedFields(
      new URLSearchParams(
        Object.entries(fields).flatMap(([name, values]) =>
          [values].flat().map((value): [string, string] => [name, value]),
        ),
      ),
    ),
    known,
  );

test('a whole form is what was chosen', () => {
  expect(read({ ...whole, topics: ['energy', 'economy', 'energy'], sources: 'emn', only: 'yes' })).toEqual({
    preferences: {
      choice: { topics: ['energy', 'economy'], sources: ['emn'], language: 'tr' },
      cadence: { frequency: 'weekly', weekday: 5, hour: 18, zone: 'Asia/Baku' },
      language: 'tr',
    },
  });
});

test('no box ticked is everything, in all languages', () => {
  expect(read(whole)).toMatchObject({ preferences: { choice: { topics: [], sources: [] }, language: 'tr' } });
  expect(read(whole)).not.toHaveProperty('preferences.choice.language');
});

test('the weekday counts for a weekly digest alone', () => {
  for (const frequency of ['daily', 'weekdays']) {
    for (const weekday of ['', '5', '9'])
      expect(read({ ...whole, frequency, weekday })).toMatchObject({
        preferences: { cadence: { frequency, hour: 18 } },
      });
    expect(read({ ...whole, frequency })).not.toHaveProperty('preferences.cadence.weekday');
  }
});

describe('what cannot be is named', () => {
  test.each<[string, Record<string, string | string[]>, FieldFaults]>([
    ['an unknown topic', { topics: ['economy', 'nothing'] }, { topics: 'topics' }],
    ['a topic of JavaScript', { topics: '__proto__' }, { topics: 'topics' }],
    ['an unknown source', { sources: 'nobody' }, { sources: 'sources' }],
    ['51 topics', { topics: Array.from({ length: 51 }, (_, index) => `t${index}`) }, { topics: 'tooMany' }],
    ['another frequency', { frequency: 'hourly' }, { frequency: 'frequency' }],
    ['no frequency', { frequency: '' }, { frequency: 'frequency' }],
    ['an eighth day', { weekday: '8' }, { weekday: 'weekday' }],
    ['half a day', { weekday: '1.5' }, { weekday: 'weekday' }],
    ['hour 24', { hour: '24' }, { hour: 'hour' }],
    ['an hour before midnight', { hour: '-1' }, { hour: 'hour' }],
    ['half an hour', { hour: '7.5' }, { hour: 'hour' }],
    ['an hour of other digits', { hour: '٧' }, { hour: 'hour' }],
    ['an hour in another base', { hour: '0x7' }, { hour: 'hour' }],
    ['no hour', { hour: '' }, { hour: 'hour' }],
    ['a zone that does not exist', { zone: 'Asia/Atlantis' }, { zone: 'zone' }],
    ['an offset', { zone: '+04:00' }, { zone: 'zone' }],
    ['no zone', { zone: '' }, { zone: 'zone' }],
    ['another language', { language: 'de' }, { language: 'language' }],
    ['several at once', { hour: '99', zone: 'x', language: '' }, { hour: 'hour', zone: 'zone', language: 'language' }],
  ])('%s', (_, fields, faults) => {
    expect(read({ ...whole, ...fields })).toEqual({ faults });
  });

  test('a file is no text', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(whole)) form.append(name, value);
    form.set('zone', new File(['Asia/Baku'], 'zone.txt'));
    form.append('topics', new File(['economy'], 'topics.txt'));
    expect(readFields(typedFields(form), known)).toEqual({ faults: { zone: 'zone' } });
  });
});

test('what a reader has is what the form shows, and what it shows is what it saves', () => {
  for (const fields of [
    { ...whole, topics: 'energy', only: 'yes' },
    { ...whole, frequency: 'weekdays' },
  ]) {
    const first = read(fields);
    if ('faults' in first) throw new Error('The form is whole.');
    expect(preferencesSchema.parse(first.preferences)).toEqual(first.preferences);
    expect(readFields(fieldsFrom(first.preferences), known)).toEqual(first);
  }
  expect(readFields(defaultFields('ar', 'Africa/Cairo'), known)).toEqual({
    preferences: {
      choice: { topics: [], sources: [] },
      cadence: { frequency: 'daily', hour: 7, zone: 'Africa/Cairo' },
      language: 'ar',
    },
  });
});

describe('time zones', () => {
  test('each of the list is known, under the name that it stands under', () => {
    const zones = [...zonesByRegion.values()].flat();
    expect(zones.length).toBeGreaterThan(400);
    expect(new Set(zones).size).toBe(zones.length);
    for (const zone of zones) expect(zoneNamed(zone)).toBe(zone);
    expect(zones).toEqual(
      expect.arrayContaining(['Asia/Baku', 'Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires']),
    );
  });
  test.each([
    ['asia/baku', 'Asia/Baku'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['GMT', 'UTC'],
    ['Etc/GMT+4', 'Etc/GMT+4'],
  ])('%s is %s', (given, named) => {
    expect(zoneNamed(given)).toBe(named);
  });
  test.each(['', 'Mars/Olympus', '+04:00', 'Asia/Baku\n', '<script>', 'a'.repeat(10_000)])('%j is none', (given) => {
    expect(zoneNamed(given)).toBeUndefined();
  });
});
