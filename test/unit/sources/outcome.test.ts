import { UnreadableFeed } from '../../../modules/feed-reading/feedDocument.ts';
import { outcomeOfDocument, outcomeOfError, outcomeOfStatus } from '../../../modules/sources/polling/outcome.ts';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import type { FetchErrorKind } from '../../../platform/http/addressGuard.ts';

test.each([
  [304, 'not-modified'],
  [429, 'retry-later'],
  [503, 'retry-later'],
  [404, 'not-found'],
  [410, 'gone'],
  [400, 'http-error'],
  [401, 'http-error'],
  [403, 'http-error'],
  [500, 'http-error'],
  [204, 'http-error'],
  [300, 'http-error'],
])('status %d is %s, and says what it was', (status, kind) => {
  const outcome = outcomeOfStatus(status);
  expect(outcome).toMatchObject({ kind });
  expect(outcome!.words).toContain(String(status));
});

test('a document tells for itself', () => {
  expect(outcomeOfStatus(200)).toBeUndefined();
  const none = { items: 10, created: 0, revised: 0, withdrawn: 0, quiet: 0, held: 0, onHold: 0, blocked: 0 };
  expect(outcomeOfDocument(none)).toEqual({ kind: 'unchanged', words: 'Read 10 items; none is new.' });
  expect(outcomeOfDocument({ ...none, created: 1, revised: 1 })).toEqual({
    kind: 'new',
    words: 'Read 10 items; 2 new or changed.',
  });
  expect(outcomeOfDocument({ ...none, quiet: 3, held: 2 })).toEqual({
    kind: 'unchanged',
    words:
      'Read 10 items; none is new; 3 changed in nothing that readers notice; ' +
      '2 corrections wait, as their stories are rewritten at each poll.',
  });
});

test('the wait that is asked for stands in the words', () => {
  expect(outcomeOfStatus(429, 60)!.words).toContain('in 60 s');
  expect(outcomeOfStatus(503, 3_600)!.words).toContain('in 60 min');
  expect(outcomeOfStatus(503, 86_400)!.words).toContain('in 24 h');
});

test.each([
  'dns',
  'tls',
  'timeout',
  'connection',
  'blocked-address',
  'too-large',
  'redirects',
  'bad-response',
] satisfies FetchErrorKind[])('%s keeps its kind and its words', (kind) => {
  expect(outcomeOfError(new FetchError(kind, 'words'))).toEqual({ kind, words: 'words' });
});

test('what is no feed keeps its kind; what is none of the publisher’s is thrown on', () => {
  expect(outcomeOfError(new UnreadableFeed('not-a-feed', 'words')).kind).toBe('not-a-feed');
  const ours = new TypeError('a bug');
  expect(() => outcomeOfError(ours)).toThrow(ours);
});
