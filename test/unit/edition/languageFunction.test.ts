import { runInNewContext } from 'node:vm';
import { languageCode } from '../../../lib/constructs/languageFunction.ts';
import { languageOf } from '../../../modules/locales/readersLanguage.ts';

interface EdgeRequest {
  uri: string;
  headers: Record<string, { value: string }>;
}
const handler = runInNewContext(`${languageCode}; handler`) as (event: { request: EdgeRequest }) => EdgeRequest;
const edgeSays = (value: string | undefined, uri = '/') =>
  handler({ request: { uri, headers: value === undefined ? {} : { 'accept-language': { value } } } }).headers[
    'accept-language'
  ]?.value;

test.each([
  'ru',
  'tr-TR,tr;q=0.9,en;q=0.8',
  'de, ar;q=0.3, ru;q=0.7',
  'en;q=0.1, ar;q=0.9',
  'fr',
  '',
  '*',
  'ru;q=0, tr',
  'RU-ru',
  ';;;,q=,',
])('the edge keeps a page by the language that the function behind it chooses: %j', (header) => {
  expect(edgeSays(header)).toBe(languageOf(undefined, header));
});

test('feeds are kept once, and whoever names no language gets English', () => {
  expect(edgeSays('ru', '/feeds/all.rss')).toBe('en');
  expect(edgeSays(undefined)).toBe('en');
});
