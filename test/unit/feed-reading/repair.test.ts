import fc from 'fast-check';
import { repairXml } from '../../../modules/feed-reading/repair/repair.ts';

const rss = (inside: string): string => `<rss version="2.0"><channel>${inside}</channel></rss>`;
const inTitle = (text: string): string => rss(`<title>${text}</title>`);

test.each([
  ['plain', rss('<title>a</title><item><title>b</title></item>')],
  [
    'with everything that is allowed',
    `<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="a.xsl"?><!-- one - two -->\n<rss ` +
      `version='2.0' xmlns:media="http://search.yahoo.com/mrss/"><channel><a b = "1 > 2"\n c='"'/><media:x/>` +
      `<![CDATA[ <b> & ]] ]]>&amp;&#10;&#x1F600;&quot;</channel></rss>\n<!-- end -->\n`,
  ],
  ['blank lines before, without a declaration', `\n\n${rss('')}`],
  ['Unicode names', rss('<тема имя="x">y</тема>')],
  ['HTML with end tags', rss('<br></br><img src="a"> </img>')],
])('a well-formed document comes back as it is: %s', (_name, xml) => {
  expect(repairXml(xml)).toEqual({ xml, notes: [] });
});

test.each([
  [
    'bare ampersands',
    inTitle('A & B &c; &&amp; x=1&y'),
    inTitle('A &amp; B &amp;c; &amp;&amp; x=1&amp;y'),
    'escaped 4 bare ampersands',
  ],
  [
    'HTML entities',
    inTitle('caf&eacute;&nbsp;&rsaquo;'),
    inTitle('café\u00A0›'),
    'replaced 3 HTML entities that XML does not know',
  ],
  ['control characters', inTitle('a\0\u0008b\uFFFE'), inTitle('ab'), 'removed 3 characters that XML forbids'],
  [
    'references to them',
    inTitle('a&#0;&#x1F;&#xD800;&#9999999;b'),
    inTitle('ab'),
    'removed 4 references to characters that XML forbids',
  ],
  ['a bare "<"', inTitle('1 < 2 <3'), inTitle('1 &lt; 2 &lt;3'), 'escaped 2 bare "<"'],
  [
    'attributes without quotes',
    rss('<a b=c d e="f"g="h & i">x</a>'),
    rss('<a b="c" d="" e="f" g="h &amp; i">x</a>'),
    'mended the attributes of a tag',
  ],
  ['an ampersand in an attribute', rss('<a b="c&d"/>'), rss('<a b="c&amp;d"/>'), 'escaped a bare ampersand'],
  [
    'elements left open',
    rss('<d>one<br>two<p>three</d>'),
    rss('<d>one<br/>two<p>three</p></d>'),
    'closed 2 elements that were left open',
  ],
  ['wrong nesting', rss('<b><i>x</b></i>'), rss('<b><i>x</i></b>'), 'removed an end tag that closes nothing'],
  [
    'text before the declaration',
    `\n<b>Warning</b>: x in y.php<?xml version="1.0"?>${rss('')}`,
    rss(''),
    'removed text before the feed',
  ],
  [
    'blank lines before the declaration',
    `\n <?xml version="1.0"?>${rss('')}`,
    rss(''),
    'removed what stood before the XML declaration',
  ],
  ['junk after the root', `${rss('')}<script>x</script>`, rss(''), 'removed what followed the end of the feed'],
  ['a comment with "--"', rss('<!-- a -- b -->'), rss(''), 'removed a malformed comment'],
  [
    'a CDATA section without an end',
    rss('<item><title><![CDATA[a</title></item>'),
    rss('<item><title><![CDATA[a]]></title></item>'),
    'closed a CDATA section that was left open',
  ],
  [
    'one that swallows the next',
    rss('<t><![CDATA[a</t><u><![CDATA[b]]></u>'),
    rss('<t><![CDATA[a]]></t><u><![CDATA[b]]></u>'),
    'closed a CDATA section that was left open',
  ],
  [
    'a cut-off end',
    '<rss><channel><item><title>a</title></item><item><title>b</ti',
    '<rss><channel><item><title>a</title></item></channel></rss>',
    'dropped the last item, which is cut off midway',
  ],
  [
    'a missing end',
    '<rss><channel><item>a</item>',
    '<rss><channel><item>a</item></channel></rss>',
    'closed the feed, whose end is cut off',
  ],
  [
    'a prefix without a namespace',
    '<rss><media:x/></rss>',
    '<rss xmlns:media="http://search.yahoo.com/mrss/"><media:x/></rss>',
    'declared a namespace prefix',
  ],
])('%s', (_name, broken, mended, note) => {
  const { xml, notes } = repairXml(broken);
  expect(xml).toBe(mended);
  expect(notes).toContain(note);
});

test('a document type goes, and what it declares is never expanded', () => {
  expect(
    repairXml(`<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">${rss('')}`),
  ).toEqual({ xml: rss(''), notes: [] });
  const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${inTitle('&b;')}`;
  expect(repairXml(bomb)).toEqual({
    xml: inTitle('&amp;b;'),
    notes: ['ignored the entities that its document type declares', 'escaped a bare ampersand'],
  });
});

test.each([
  ['an HTML page', '<!DOCTYPE html><html><body><rss></body></html>'],
  ['another XML', '<?xml version="1.0"?><urlset/>'],
  ['text', 'Not found'],
  ['nothing', ''],
])('%s is no feed', (_name, text) => {
  expect(() => repairXml(text)).toThrow(expect.objectContaining({ kind: 'not-a-feed' }) as Error);
});

test('what is nested without end is unreadable', () => {
  expect(() => repairXml(rss('<a>'.repeat(10_000)))).toThrow(expect.objectContaining({ kind: 'unreadable' }) as Error);
});

test('whatever is thrown at it, the answer is well-formed: repairing it again changes nothing', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<br>',
      '&',
      '&amp;',
      '&eacute;',
      '<',
      '>',
      '<a b=c>',
      '<a b="',
      "'",
      '"',
      '<x:y>',
      '</x:y>',
      '<?',
      '?>',
      '/>',
      '\0',
      ' ',
      '<!DOCTYPE',
      '</rss>',
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { xml } = repairXml(`<rss><channel>${pieces.join('')}`);
      expect(repairXml(xml)).toEqual({ xml, notes: [] });
    }),
    { numRuns: 1_000 },
  );
});
