import { escapeHtml as escape } from '../../../platform/http/escapeHtml.ts';
import { layout, waysHome } from './layout.ts';

/** What an edition says of itself. */
export interface Edition {
  readonly publication: string;
  readonly publicUrl: string;
  /** Whom publishers write to. */
  readonly contact: string;
}

/** Who we are, for publishers who find our User-Agent in their logs, and what is ours in the feeds, for programmers. */
export function renderAbout({ publication, publicUrl, contact }: Edition): string {
  const [name, base, mail] = [
    escape(publication),
    escape(publicUrl),
    `<a href="mailto:${escape(contact)}">${escape(contact)}</a>`,
  ];
  return layout({
    title: publication,
    publicUrl,
    language: 'en',
    nav: waysHome(publicUrl),
    main: `<div class="prose"><p class="said">About ${name}</p>
<p>${name} brings together what publishers put into their feeds. Every article names its source, and leads to it. Corrections and withdrawals of publishers reach everybody whom the article reached.</p>
<h2>For readers</h2>
<p>Every topic and every source has a <a href="${base}/">page</a>, <a href="${base}/feeds.opml">feeds</a> in RSS, Atom and JSON Feed, and <a href="${base}/subscribe">digests by mail</a>. Pages count nobody and set no cookies.</p>
<h2 id="polls">For publishers</h2>
<p>Whoever asks your server as <code>Caravan/1.0 (+${base}/about)</code> is this edition: it reads your feed, and tells subscribers. It asks as often as you publish, between every five minutes and once a day, with <code>If-None-Match</code> and <code>If-Modified-Since</code>, and no sooner than <code>Cache-Control</code>, <code>Retry-After</code> or your feed's <code>ttl</code> allow. With a WebSub hub in your feed it hears of news from your hub.</p>
<p>Change an item, and it is corrected; put a tombstone (RFC 6721) into your feed, and it is withdrawn. To change anything else, or to leave, write to ${mail}.</p>
<h2 id="json-feed">For programmers</h2>
<p>In our JSON Feeds, <code>_caravan</code> holds what the format has no word for:</p>
<dl>
<dt><code>attribution</code></dt><dd>The line to print wherever the article is.</dd>
<dt><code>source</code></dt><dd>Its publisher: <code>name</code>, and <code>url</code> where there is one.</dd>
<dt><code>version</code></dt><dd>Rises with every change: drop what is older than what you have.</dd>
<dt><code>withdrawn</code></dt><dd><code>true</code> where the article was taken back: remove it. Only in what our hub pushes.</dd>
</dl>
<p>Feeds may be read from any page (CORS), and change is pushed by WebSub from <code>${base}/hub</code>. Partners have an API, with webhooks: <a href="${base}/v1/docs">its documentation</a>.</p></div>`,
  });
}
