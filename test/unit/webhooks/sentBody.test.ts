import { withoutStory } from '../../../modules/articles/announcedVersions.ts';
import { bodyOf, traceOf } from '../../../modules/webhooks/post.ts';
import { sentBodyOf } from '../../../modules/webhooks/sentBody.ts';
import { aDelivery, anEdition, anEndpoint } from '../../helpers/records.ts';

const edition = anEdition(1);
const rowOf = (body: string) => aDelivery({ sent: traceOf(body) });

test.each(['full', 'summary'] as const)(
  'the body that was sent with content "%s" is made again, to the byte',
  (content) => {
    const body = bodyOf(edition, content);
    expect(sentBodyOf(rowOf(body), anEndpoint(), edition)).toBe(body);
  },
);

test('what was taken back since is shown no more', () => {
  const row = rowOf(bodyOf(edition, 'full'));
  const takenBack = { ...edition, event: withoutStory(edition.event), content: undefined, takenBack: true as const };
  expect(sentBodyOf(row, anEndpoint(), takenBack)).toBeUndefined();
});

test('a row of an earlier release has no body', () => {
  expect(sentBodyOf(aDelivery(), anEndpoint(), edition)).toBeUndefined();
});
