import { recoveryOf } from '../../../modules/webhooks/recovery.ts';
import { instant } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

const [asked, before, since] = ['2026-11-02', '2026-11-01', '2026-10-31'].map((day) => instant(new Date(day)));

test.each([
  [{}, { found: 0, tried: 0, done: false }],
  [{ recoveryFound: { asked: asked!, count: 7, end: false } }, { found: 7, tried: 0, done: false }],
  [
    { recoveryFound: { asked: asked!, count: 7, end: false }, recoveryTried: { asked: asked!, count: 7 } },
    { found: 7, tried: 7, done: false },
  ],
  [
    { recoveryFound: { asked: asked!, count: 7, end: true }, recoveryTried: { asked: asked!, count: 5 } },
    { found: 7, tried: 5, done: false },
  ],
  [
    { recoveryFound: { asked: asked!, count: 7, end: true }, recoveryTried: { asked: asked!, count: 7 } },
    { found: 7, tried: 7, done: true },
  ],
  [{ recoveryFound: { asked: asked!, count: 0, end: true } }, { found: 0, tried: 0, done: true }],
  [
    { recoveryFound: { asked: before!, count: 7, end: true }, recoveryTried: { asked: before!, count: 7 } },
    { found: 0, tried: 0, done: false },
  ],
])('%j is %j', (parts, progress) => {
  const recovery = { asked: asked!, since: since! };
  expect(recoveryOf(anEndpoint({ recovery, ...parts }))).toEqual({ ...recovery, ...progress });
});

test('none was asked for', () => {
  expect(recoveryOf(anEndpoint())).toBeUndefined();
});
