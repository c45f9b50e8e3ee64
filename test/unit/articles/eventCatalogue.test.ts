import { expect, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { eventVersion } from '../../../modules/articles/event.ts';
import { bodyOf } from '../../../modules/webhooks/post.ts';
import { cataloguePath, eventCatalogue } from '../../../scripts/eventCatalogue.ts';
import { anArticle, anAnnouncedVersion } from '../../helpers/records.ts';

interface Catalogue {
  readonly components: { readonly messages: Readonly<Record<string, { readonly payload: object }>> };
}

const written = JSON.parse(readFileSync(cataloguePath, 'utf8')) as Catalogue;
const validator = (message: string) => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(written.components.messages[message]!.payload);
};

test('the catalogue is up to date: npm run events', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(eventCatalogue())));
});

test('an event and a webhook are what it says, and others are not', () => {
  const announced = anAnnouncedVersion(1, anArticle());
  const isEvent = validator('articleEvent');
  expect(isEvent({ eventVersion, ...announced.event })).toBe(true);
  expect(isEvent({ ...announced.event, eventVersion: eventVersion + 1 })).toBe(false);
  const isWebhook = validator(announced.event.type);
  expect(isWebhook(JSON.parse(bodyOf(announced, 'full')))).toBe(true);
  expect(isWebhook({ type: announced.event.type })).toBe(false);
});
