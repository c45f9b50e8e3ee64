import { enforceQuota, quotaOf } from '../../../modules/partner-api/http/access.ts';
import { epochSeconds } from '../../../platform/values/time.ts';

const at = (time: string) => epochSeconds(new Date(time));

test.each([
  [1, '2026-11-23T12:00:00Z', '"default";r=599;t=60', false],
  [599, '2026-11-23T12:00:18Z', '"default";r=1;t=42', false],
  [600, '2026-11-23T12:00:59Z', '"default";r=0;t=1', false],
  [601, '2026-11-23T12:00:30Z', '"default";r=0;t=30', true],
])('request %d at %s says %s', (count, time, ratelimit, exceeded) => {
  const quota = quotaOf(count, at(time));
  expect(quota).toMatchObject({ exceeded, headers: { 'ratelimit-policy': '"default";q=600;w=60', ratelimit } });
  if (exceeded)
    expect(() => {
      enforceQuota(quota);
    }).toThrow('wait 30 s');
  else enforceQuota(quota);
});
