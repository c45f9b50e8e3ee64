import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

const url = 'https://news.example/feeds/all.xml';
const hubIn = async (text: string, link?: string) => (await readFeed({ body: Buffer.from(text), link, url })).hub;

const rss = (links = '') =>
  '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><link>' +
  `https://news.example/</link>${links}<item><guid>1</guid><title>a</title></item></channel></rss>`;
const atom = (links = '', entry = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${links}<entry><id>1</id><title>a</title>${entry}</entry></feed>`;
const json = (more: object) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    items: [{ id: '1', title: 'a' }],
    ...more,
  });

const hub = 'https://hub.example/';
const self = 'https://news.example/topic';
const found = { url: hub, topic: self };
const links = (prefix: string, one = hub, other = self) =>
  `<${prefix}link rel="hub" href="${one}"/><${prefix}link rel="self" href="${other}"/>`;

test.each([
  ['RSS', rss(links('atom:'))],
  ['RSS with links of its own', rss(links(''))],
  ['RSS with another prefix', rss(links('a10:')).replace('xmlns:atom', 'xmlns:a10')],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ' +
      `xmlns:atom="http://www.w3.org/2005/Atom"><channel rdf:about="x"><title>T</title>${links('atom:')}</channel>` +
      '<item rdf:about="http://a.example/"><title>a</title></item></rdf:RDF>',
  ],
  ['Atom', atom(links(''))],
  [
    'Atom with several relations in a link',
    atom(`<link rel=" HUB  alternate" href="${hub}"/><link rel="self" href="${self}"/>`),
  ],
  [
    'JSON Feed',
    json({
      feed_url: self,
      hubs: [{ type: 'rssCloud', url: 'https://cloud.example/' }, null, { type: 'WebSub', url: hub }],
    }),
  ],
])('%s tells its hub', async (_name, text) => {
  expect(await hubIn(text)).toEqual(found);
});

test.each([
  ['two headers', `<${hub}>; rel="hub", <${self}>; rel="self"`],
  ['bare relations, in any order and case', `<${self}>;REL=self , <${hub}> ; type="text/html" ; rel = HUB`],
  ['several relations of one', `<${self}>; rel="alternate self", <${hub}>; title="a, b"; rel="hub preconnect"`],
  ['relative addresses', `</topic>; rel="self", <https://hub.example/>; rel="hub"`],
])('a Link header tells it, by %s, whatever the document says', async (_name, link) => {
  for (const text of [rss(), rss(links('atom:', 'https://other.example/', 'https://other.example/topic')), json({})])
    expect(await hubIn(text, link)).toEqual(found);
});

test('what the header leaves open the document says, and the document’s own address at last', async () => {
  expect(await hubIn(rss(links('atom:')), '<https://first.example/>; rel="hub"')).toEqual({
    url: 'https://first.example/',
    topic: self,
  });
  expect(await hubIn(rss(links('atom:')), '<https://news.example/named>; rel=self')).toEqual({
    url: hub,
    topic: 'https://news.example/named',
  });
  expect(await hubIn(atom(`<link rel="hub" href="${hub}"/>`))).toEqual({ url: hub, topic: url });
});

test('the first hub goes first, the others of its place are further ones, and an address stays as it is written', async () => {
  expect(await hubIn(atom(`<link rel="hub" href="https://Hub.example"/>${links('')}`))).toEqual({
    url: 'https://Hub.example',
    topic: self,
    others: [hub],
  });
  expect(
    await hubIn(atom(links('')).replace('<feed ', '<feed xml:base="https://base.example/x/" ').replace(self, 'topic')),
  ).toEqual({ url: hub, topic: 'https://base.example/x/topic' });
});

const rubbish = [
  '',
  ' ',
  'ftp://hub.example/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'http://',
  'https://[::1',
  'mailto:x@y.example',
  `https://hub.example/${'x'.repeat(2_000)}`,
  '//',
  'https://a b.example/',
];

test.each(rubbish.map((address) => [address.slice(0, 40), address]))(
  '%j is passed over, for the next that is an address',
  async (_, address = '') => {
    expect(await hubIn(rss(`<atom:link rel="hub" href="${address}"/>${links('atom:')}`))).toEqual(found);
    expect(
      await hubIn(
        json({
          feed_url: self,
          hubs: [
            { type: 'WebSub', url: address },
            { type: 'websub', url: hub },
          ],
        }),
      ),
    ).toEqual(found);
    expect(await hubIn(rss(links('atom:')), `<${address}>; rel="hub"`)).toEqual(found);
  },
);

const silent = [
  '',
  ',',
  '<',
  '<>',
  '<>;rel=hub',
  'rel=hub',
  '<https://hub.example/',
  '<https://hub.example/>',
  '<https://hub.example/>; rel',
  '<https://hub.example/>; rel=',
  '<https://hub.example/>; xrel="hub"',
  '<https://hub.example/>; rel="github"',
  `${'<'.repeat(9_000)}`,
  `<https://x.example/>${'; '.repeat(6_000)}rel`,
  `${',<'.repeat(6_000)}`,
];

test.each(silent.map((link) => [link.slice(0, 40), link]))('the Link header %j tells nothing', async (_, link) => {
  expect(await hubIn(rss(), link)).toBeUndefined();
});

test('links of items, and of other kinds, are no hubs', async () => {
  expect(await hubIn(atom(`<link rel="self" href="${self}"/><link href="${hub}"/>`, links('')))).toBeUndefined();
  expect(await hubIn(rss().replace('<guid>', `${links('atom:')}<guid>`))).toBeUndefined();
  for (const hubs of [
    undefined,
    null,
    'WebSub',
    {},
    [[]],
    [{ type: 'WebSub' }],
    [{ type: 1, url: hub }],
    [{ url: hub }],
  ])
    expect(await hubIn(json({ feed_url: self, hubs }))).toBeUndefined();
});
