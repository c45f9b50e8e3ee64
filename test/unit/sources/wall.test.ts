import { wallOf } from '../../../modules/sources/polling/wall.ts';

const wall = (page: string, headers: Record<string, string> = {}) => wallOf({ headers, body: Buffer.from(page) });

test.each([
  ['Cloudflare', '<!DOCTYPE html><html><head><title>Just a moment...</title></head>'],
  ['Cloudflare', '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>'],
  ['Cloudflare', '<html><body><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/x"></script>'],
  ['Imperva', '<html><head><script src="/_Incapsula_Resource?x"></script></head></html>'],
  ['Akamai', '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD>Reference https://errors.edgesuite.net/18.1</HTML>'],
  ['DataDome', "<html><script src='https://ct.captcha-delivery.com/c.js'></script></html>"],
  ['HUMAN', '<html><div id="px-captcha"></div></html>'],
  ['Sucuri', '<html><title>Sucuri WebSite Firewall - Access Denied</title></html>'],
  ['DDoS-Guard', '<!doctype html><html><title>DDoS-Guard</title></html>'],
  ['AWS WAF', '<html><script>window.gokuProps = {}</script></html>'],
  ['Anubis', '<!doctype html><html><title>Making sure you&#39;re not a bot!</title></html>'],
  ['unnamed', '<html><head><title lang="en">Please verify you are human</title></head></html>'],
  ['unnamed', '<html><title>Captcha</title></html>'],
])('a page of %s is known', (name, page) => {
  expect(wall(page)).toBe(name);
});

test('so is what says so in a header, whatever its page', () => {
  expect(wall('', { 'cf-mitigated': 'challenge' })).toBe('Cloudflare');
  expect(wall('', { 'x-amzn-waf-action': 'captcha' })).toBe('AWS WAF');
});

test.each([
  ['an empty answer', ''],
  [
    'a page of a site',
    '<html><head><title>News of the day</title></head><body>Just a moment of your time</body></html>',
  ],
  ['a feed about walls', '<rss><channel><title>Captcha news</title></channel></rss>'],
  ['a feed that says so in its first story', '{"title": "Just a moment...", "items": []}'],
])('%s is none', (_, page) => {
  expect(wall(page)).toBeUndefined();
});
