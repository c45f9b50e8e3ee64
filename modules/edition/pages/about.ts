import { html } from '../../../platform/http/html.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';

/**
 * The page about the edition: publishers find it through our User-Agent, programmers through our JSON Feeds. Readers
 * have the first lines and the imprint in their own language.
 */
export function renderAbout(frame: PageFrame): string {
  const { site, messages, language } = frame;
  const { publication, publicUrl, contact } = site;
  const about = site.about[language] ?? site.about.en;
  return layout(frame, {
    title: messages.nav.about,
    description: about,
    at: '/about',
    isTranslated: true,
    main: html`<div class="prose"><h1>${messages.nav.about}</h1>
<p>${about}</p>
<h2 id="imprint">${messages.nav.imprint}</h2>
<p dir="auto">${site.imprint}</p>
<p><a href="mailto:${contact}">${contact}</a> · <a href="${linkTo(frame, '/privacy')}">${messages.nav.privacy}</a></p>
<div lang="en" dir="ltr"><p>${publication} brings together articles from publishers' feeds. Every article names its source and links to it.
Corrections and withdrawals by publishers reach everyone whom the article reached.</p>
<h2>For readers</h2>
<p>Every topic and every source has a <a href="${publicUrl}/">page</a>, <a href="${publicUrl}/feeds.opml">feeds</a> in
RSS, Atom and JSON Feed, and <a href="${publicUrl}/subscribe">digests by email</a>. Our pages count no visitors and set
no cookies.</p>
<h2 id="polls">For publishers</h2>
<p>Requests with the User-Agent <code>Caravan/1.0 (+${publicUrl}/about)</code> come from this edition: it reads your feed
and passes your news on to subscribers. It asks as often as you publish, between every five minutes and once a day, with
<code>If-None-Match</code> and <code>If-Modified-Since</code>, and no sooner than <code>Cache-Control</code>,
<code>Retry-After</code> or your feed's <code>ttl</code> allow. If your feed names a WebSub hub, the edition hears of
news from your hub.</p>
<p>Change an item, and it is corrected; put a tombstone (RFC 6721) into your feed, and it is withdrawn. To change anything
else, or to leave, write to <a href="mailto:${contact}">${contact}</a>.</p>
<h2 id="json-feed">For programmers</h2>
<p>In our JSON Feeds, <code>_caravan</code> holds what the format has no field for:</p>
<dl>
<dt><code>attribution</code></dt><dd>The line to print wherever the article appears.</dd>
<dt><code>source</code></dt><dd>Its publisher: <code>name</code>, and <code>url</code> if there is one.</dd>
<dt><code>version</code></dt><dd>Rises with every change: drop any version older than the one you have.</dd>
<dt><code>withdrawn</code></dt><dd><code>true</code> if the article was withdrawn: remove it. Only in what our hub
pushes.</dd>
</dl>
<p>Any page may read our feeds (CORS), and changes are pushed by WebSub from <code>${publicUrl}/hub</code>. Partners have
an API with webhooks: <a href="${publicUrl}/v1/docs">its documentation</a>.</p></div></div>`,
  });
}
