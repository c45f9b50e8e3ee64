import { atom, only, read, rss } from '../../helpers/feedText.ts';

test('RSS 2.0 in full', async () => {
  const document = await read(
    rss(
      `<guid isPermaLink="false">g-1</guid><link>https://NEWS.example/a?utm_source=rss&amp;id=7#top</link><title>Tom &amp;amp; &lt;i&gt;Jerry&lt;/i&gt;</title>
    <description>Short &amp;lt;3</description>
    <content:encoded><![CDATA[<p>Long <a href="/x">x</a></p><script>bad()</script>]]></content:encoded>
    <author>desk@news.example (Ann Writer)</author><dc:creator>Ann Writer</dc:creator><dc:creator>Бек</dc:creator>
    <category>World News</category><category>world  news</category><category>日本</category>
    <media:content url="https://img.example/s.jpg" width="140"/><media:content url="https://img.example/l.jpg" width="900" height="600" medium="image"><media:description>A &amp; B</media:description></media:content><media:credit role="photographer">Aida Bek / EMN</media:credit>
    <enclosure url="/pod.mp3" type="audio/mpeg" length="123"/>
    <pubDate>Mon, 06 May 2024 07:08:09 +0200</pubDate><dc:rights>© Example</dc:rights>
    <prism:embargoDate>2024-05-07</prism:embargoDate><prism:expirationDate>2025-05-07T00:00:00Z</prism:expirationDate>`,
      '<title>All</title><link>https://news.example/</link><language>en-US</language><ttl>15</ttl>',
    ),
  );
  expect(document).toMatchObject({
    format: 'rss',
    title: 'All',
    siteUrl: 'https://news.example/',
    language: 'en-us',
    ttlSeconds: 900,
    withdrawn: [],
    notes: [],
  });
  expect(document.items[0]!.key).toBe('g-1');
  expect(document.items[0]!.story).toEqual({
    guid: 'g-1',
    url: 'https://news.example/a?id=7',
    title: 'Tom & Jerry',
    summary: 'Short <3',
    content: '<p>Long <a href="https://news.example/x" rel="noopener">x</a></p>',
    authors: ['Ann Writer', 'Бек'],
    topics: [
      { slug: 'world-news', name: 'World News' },
      { slug: '日本', name: '日本' },
    ],
    language: 'en-us',
    image: { url: 'https://img.example/l.jpg', width: 900, height: 600, alt: 'A & B', credit: 'Aida Bek / EMN' },
    enclosures: [{ url: 'https://news.example/pod.mp3', type: 'audio/mpeg', lengthBytes: 123 }],
    rights: '© Example',
    published: '2024-05-06T05:08:09.000Z',
    embargoUntil: '2024-05-07T12:00:00.000Z',
    expiresAt: '2025-05-07T00:00:00.000Z',
  });
});

test('Atom 1.0 in full', async () => {
  const story = await only(
    atom(
      `<id>tag:1</id><title type="html">A &amp;lt;b&amp;gt; &amp;amp; c</title><link rel="self" href="self.xml"/>
    <link href="a.html"/><link rel="enclosure" href="a.mp4" type="video/mp4"/>
    <summary type="text">plain &lt;b&gt;</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <b>two</b> three<br/><img src="i.png" alt="pic"/></div></content>
    <author><name>A. Author</name><email>a@b.example</email></author>
    <category term="x" label="Economy"/><published>2024-05-06T07:08:09Z</published><updated>2024-05-07T07:08:09Z</updated>`,
      '<title>T</title><link href="https://news.example/"/>',
    ).replace('<feed ', '<feed xml:base="https://news.example/base/" xml:lang="kk" '),
  );
  expect(story).toMatchObject({
    guid: 'tag:1',
    url: 'https://news.example/base/a.html',
    title: 'A <b> & c',
    summary: 'plain <b>',
    language: 'kk',
    authors: ['A. Author'],
    topics: [{ slug: 'economy', name: 'Economy' }],
    content: '<div>One <b>two</b> three<br /><img src="https://news.example/base/i.png" alt="pic" /></div>',
    image: { url: 'https://news.example/base/i.png', alt: 'pic' },
    enclosures: [{ url: 'https://news.example/base/a.mp4', type: 'video/mp4' }],
    published: '2024-05-06T07:08:09.000Z',
    updated: '2024-05-07T07:08:09.000Z',
  });
});
