import { noticeDue, noticedAfter, noticeId } from '../../../modules/webhooks/notices/notice.ts';
import { noticeMailOf } from '../../../modules/webhooks/notices/noticeMail.ts';
import { instant } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

const now = new Date('2026-11-02T12:00:00Z');
const ago = (minutes: number) => instant(new Date(now.getTime() - minutes * 60_000));
const disabledBy = (by: 'caravan' | 'partner' | 'operator') =>
  anEndpoint({ status: 'disabled', disabled: { by, reason: 'It is gone.', at: ago(5) } });

test.each([
  ['is well', anEndpoint()],
  ['has failed for less than an hour', anEndpoint({ failingSince: ago(59) })],
  ['fails, as was told', anEndpoint({ failingSince: ago(90), noticed: { failing: ago(90) } })],
  ['was disabled by its partner', disabledBy('partner')],
  ['was disabled, as was told', { ...disabledBy('caravan'), noticed: { disabled: ago(5) } }],
  ["is a feed program's", anEndpoint({ partnerId: 'websub-0123', failingSince: ago(90) })],
])('nothing is told of an endpoint that %s', (_, endpoint) => {
  expect(noticeDue(endpoint, now)).toBeUndefined();
});

test.each([
  [anEndpoint({ failingSince: ago(60), lastFailure: 'It answered 500.' }), 'endpoint.failing', 60, 'It answered 500.'],
  [
    anEndpoint({ failingSince: ago(60), noticed: { failing: ago(900) } }),
    'endpoint.failing',
    60,
    'No delivery succeeds.',
  ],
  [disabledBy('caravan'), 'endpoint.disabled', 5, 'It is gone.'],
  [{ ...disabledBy('operator'), noticed: { failing: ago(900) } }, 'endpoint.disabled', 5, 'It is gone.'],
])('of each beginning one notice is told: %#', (endpoint, type, minutes, reason) => {
  const notice = noticeDue(endpoint, now)!;
  expect(notice).toEqual({ type, since: ago(minutes), reason });
  expect(noticeDue({ ...endpoint, noticed: noticedAfter(endpoint, notice) }, now)).toBeUndefined();
});

test('a notice keeps its id, and another has another', () => {
  const notice = { type: 'endpoint.failing' as const, since: ago(60), reason: 'x' };
  const [one, other] = [anEndpoint(), anEndpoint({ id: `wh_${'1'.repeat(24)}` })];
  expect(noticeId(one, notice, other)).toBe(noticeId(one, { ...notice, reason: 'y' }, other));
  expect(noticeId(one, notice, other)).not.toBe(noticeId(one, { ...notice, since: ago(61) }, other));
  expect(noticeId(one, notice, other)).not.toBe(noticeId(other, notice, one));
});

test('what a mail shows of an endpoint is escaped', () => {
  const endpoint = anEndpoint({ url: 'https://partner.example/?<b>' });
  const notice = { type: 'endpoint.failing' as const, since: ago(60), reason: '<i>' };
  const sender = { title: 'Caravan', publicUrl: 'https://caravan.example', postalAddress: 'Street 1' };
  const { html, text, subject } = noticeMailOf('a@partner.example', { name: 'Partner' }, endpoint, notice, sender);
  expect(html).not.toMatch(/<b>|<i>/);
  expect([subject, text]).toEqual([expect.not.stringContaining('<'), expect.stringContaining('<b>')]);
});
