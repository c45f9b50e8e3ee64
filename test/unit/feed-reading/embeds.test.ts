import { linkEmbeds } from '../../../modules/feed-reading/story/embeds.ts';
import { sanitise } from '../../../modules/feed-reading/story/sanitise.ts';

const base = 'https://news.example/world/story.html';
const link = (url: string, words: string) => `<a href="${url}" rel="noopener">${words}</a>`;

test.each([
  [
    '<iframe src="https://www.youtube.com/embed/x" title="The minister speaks"></iframe>',
    'https://www.youtube.com/embed/x',
    'The minister speaks',
  ],
  ['<iframe src="//player.vimeo.com/video/1"/>', 'https://player.vimeo.com/video/1', 'player.vimeo.com'],
  ['<iframe data-src="/widget" src="about:blank"></iframe>', 'https://news.example/widget', 'news.example'],
  ['<iframe data-lazy-src="https://a.example/">fallback</iframe>', 'https://a.example/', 'a.example'],
  ['<embed src="https://a.example/v.swf">', 'https://a.example/v.swf', 'a.example'],
  [
    '<object><param name="movie" value="https://a.example/v"/><embed src="https://a.example/v"/></object>',
    'https://a.example/v',
    'a.example',
  ],
  [
    '<object data="https://a.example/v" type="text/html"><p>old browser</p></object>',
    'https://a.example/v',
    'a.example',
  ],
  ['<oembed url="https://youtu.be/x"></oembed>', 'https://youtu.be/x', 'youtu.be'],
  ['<amp-youtube data-videoid="x"></amp-youtube>', 'https://www.youtube.com/watch?v=x', 'youtube.com'],
  ['<lite-youtube videoid="x" title="T"></lite-youtube>', 'https://www.youtube.com/watch?v=x', 'T'],
  ['<amp-twitter data-tweetid="1"></amp-twitter>', 'https://twitter.com/i/status/1', 'twitter.com'],
  [
    '<amp-iframe src="https://a.example/"><amp-img src="x.jpg"></amp-img></amp-iframe>',
    'https://a.example/',
    'a.example',
  ],
  [
    '<div class="fb-post" data-href="https://www.facebook.com/a/1"></div>',
    'https://www.facebook.com/a/1',
    'facebook.com',
  ],
])('%s leaves a link', (html, url, words) => {
  expect(sanitise(`<p>one</p>${html}<p>two</p>`, base)).toBe(`<p>one</p> ${link(url, words)} <p>two</p>`);
});

test('each address is linked once, with its words escaped', () => {
  const frame = '<iframe src="https://a.example/?a=1&b=2" title="&lt;b&gt; &amp; &quot;c&quot;"></iframe>';
  expect(sanitise(frame + frame, base)).toBe(link('https://a.example/?a=1&amp;b=2', '&lt;b&gt; &amp; "c"'));
});

test.each([
  ['counters', '<iframe src="https://a.example/ns.html" height="0" width="0"></iframe>'],
  ['what is hidden', '<iframe src="https://a.example/" style="display: none; visibility: hidden"></iframe>'],
  ['what has no address', '<iframe></iframe><object width="1"><param name="m"></object>'],
  ['programs', '<iframe src="javascript:alert(1)"></iframe><iframe src="data:text/html,x"></iframe>'],
])('%s leave none', (_name, html) => {
  expect(sanitise(`<p>one</p>${html}<p>two</p>`, base)).toBe('<p>one</p><p>two</p>');
});

test.each([
  [
    '<div class="fb-post" data-href="https://www.facebook.com/a/1"><blockquote>text</blockquote></div>',
    'https://www.facebook.com/a/1',
    'facebook.com',
    '<blockquote>text</blockquote>',
  ],
  [
    '<amp-twitter data-tweetid="1"><blockquote placeholder>text</blockquote></amp-twitter>',
    'https://twitter.com/i/status/1',
    'twitter.com',
    '<blockquote>text</blockquote>',
  ],
])('%s leaves its text beside the link', (html, url, words, text) => {
  expect(sanitise(`<p>one</p>${html}<p>two</p>`, base)).toBe(`<p>one</p> ${link(url, words)} ${text}<p>two</p>`);
});

test('what only holds pictures stays', () => {
  expect(sanitise('<amp-carousel><amp-img src="/a.jpg"></amp-img></amp-carousel>', base)).toBe(
    '<img src="https://news.example/a.jpg" />',
  );
});

test('an embedded post whose text is there stays as it is, and HTML without embeds is not touched', () => {
  const post = '<p>text</p><a href="https://www.instagram.com/p/X/">A post</a>';
  const permalink = 'data-instgrm-permalink="https://www.instagram.com/p/X/"';
  expect(sanitise(`<blockquote ${permalink}>${post}</blockquote>`, base)).toBe(
    `<blockquote>${post.replace('">', '" rel="noopener">')}</blockquote>`,
  );
  const tweet = '<blockquote><p>text</p><a href="https://twitter.com/a/status/1">May 6</a></blockquote>';
  expect(sanitise(`${tweet}<script async src="https://platform.twitter.com/widgets.js"></script>`, base)).toBe(
    tweet.replace('">', '" rel="noopener">'),
  );
  expect(linkEmbeds(tweet, base)).toBe(tweet);
});
