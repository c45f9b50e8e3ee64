import { expect, jest, test } from '@jest/globals';
import { withoutStory } from '../../../modules/articles/announcedVersions.ts';
import type { CommentSources } from '../../../modules/webhooks/deliver/commentBody.ts';
import type { Delivery } from '../../../modules/webhooks/delivery.ts';
import { bodyOf, traceOf } from '../../../modules/webhooks/post.ts';
import { sentBodyOf } from '../../../modules/webhooks/sentBody.ts';
import { aDelivery, anAnnouncedVersion, anEndpoint } from '../../helpers/records.ts';

const announcedVersion = anAnnouncedVersion(1);
const shown = (row: Delivery, of = announcedVersion) =>
  sentBodyOf(row, anEndpoint(), of, {} as CommentSources, new Date());
const rowOf = (body: string) => aDelivery({ sent: traceOf(body) });

test.each(['full', 'summary'] as const)(
  'the body that was sent with content "%s" is made again, to the byte',
  async (content) => {
    const body = bodyOf(announcedVersion, content);
    expect(await shown(rowOf(body))).toBe(body);
  },
);

test('what was taken back since is shown no more', async () => {
  const row = rowOf(bodyOf(announcedVersion, 'full'));
  const takenBack = {
    ...announcedVersion,
    event: withoutStory(announcedVersion.event),
    content: undefined,
    takenBack: true as const,
  };
  expect(await shown(row, takenBack)).toBeUndefined();
});

test('what its partner may have no more is not shown, nor is a comment on it', async () => {
  const filter = { within: { sources: ['another'] } };
  const onIt = { ...announcedVersion, event: { ...announcedVersion.event, comment: { id: 'c', version: 1 } } };
  const row = rowOf(bodyOf(announcedVersion, 'full'));
  const read = jest.fn(); // nothing of a comment is looked for
  const sources = { comments: { get: read }, articles: { get: read } } as unknown as CommentSources;
  for (const one of [announcedVersion, onIt])
    expect(await sentBodyOf(row, anEndpoint({ filter }), one, sources, new Date())).toBeUndefined();
  expect(read).not.toHaveBeenCalled();
});

test('a row of an earlier release has no body', async () => {
  expect(await shown(aDelivery())).toBeUndefined();
});
