import fc from 'fast-check';
import { decode } from '../../../modules/feed-reading/decode.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const xml = (label: string): string => `<?xml version="1.0" encoding="${label}"?>`;

test.each([
  ['windows-1251', bytes(0xcc, 0xe8, 0xf0), 'Мир'],
  ['koi8-r', bytes(0xed, 0xc9, 0xd2), 'Мир'],
  ['shift_jis', bytes(0x93, 0xfa, 0x96, 0x7b), '日本'],
  ['euc-jp', bytes(0xc6, 0xfc, 0xcb, 0xdc), '日本'],
  ['euc-kr', bytes(0xc7, 0xd1), '한'],
  ['gb18030', bytes(0xd6, 0xd0), '中'],
  ['big5', bytes(0xa4, 0xa4), '中'],
  ['iso-8859-9', bytes(0xfe), 'ş'],
  ['iso-8859-1', bytes(0x93, 0xe9), '“é'], // the web's windows-1252
])('%s by HTTP and by the XML declaration', (label, body, text) => {
  expect(decode(body, `text/xml; charset=${label}`)).toEqual({ text, notes: [] });
  expect(decode(Buffer.concat([latin1(xml(label)), body])).text).toBe(xml(label) + text);
});

test('HTTP stands above the XML declaration, a byte order mark above both', () => {
  const body = Buffer.concat([latin1(xml('koi8-r')), bytes(0xcc, 0xe8, 0xf0)]);
  expect(decode(body, 'application/xml; charset="windows-1251"').text).toContain('Мир');
  const marked = Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from('Мир')]);
  expect(decode(marked, 'text/xml; charset=windows-1251')).toEqual({ text: 'Мир', notes: [] });
});

test.each([
  ['utf-16le with a mark', Buffer.from('\uFEFF<rss>', 'utf16le')],
  ['utf-16le without', Buffer.from('<rss>', 'utf16le')],
  ['utf-16be with a mark', Buffer.from('\uFEFF<rss>', 'utf16le').swap16()],
  ['utf-16be without', Buffer.from('<rss>', 'utf16le').swap16()],
])('%s', (_name, body) => {
  expect(decode(body)).toEqual({ text: '<rss>', notes: [] });
});

test('a declaration of utf-16 that the bytes contradict is passed over', () => {
  expect(decode(Buffer.from(`${xml('utf-16')}é`)).text).toBe(`${xml('utf-16')}é`);
});

test('utf-8 by its label that is none is read as windows-1252, and says so', () => {
  expect(decode(latin1('Caf\xe9 \x93x\x94'), 'text/xml; charset=utf-8')).toEqual({
    text: 'Café “x”',
    notes: ['not valid utf-8, read as windows-1252'],
  });
});

test('a few wrong bytes in utf-8 do not spoil the rest', () => {
  const { text, notes } = decode(Buffer.concat([Buffer.from('Новости мира '), bytes(0xd0)]));
  expect(text).toBe('Новости мира \uFFFD');
  expect(notes).toEqual(['replaced 1 sequences of bytes that are not valid utf-8']);
});

test('a Latin label on utf-8 is known for the server default that it is', () => {
  expect(decode(Buffer.from('Köln'), 'text/xml; charset=ISO-8859-1')).toEqual({
    text: 'Köln',
    notes: ['labelled ISO-8859-1, read as utf-8, which its bytes are'],
  });
});

test.each(['windows-1251', 'iso-8859-9', 'koi8-r', 'gb2312', 'big5', 'euc-kr', 'shift_jis', 'euc-jp'])(
  'utf-8 under the label %s of before a move is read as what it is',
  (label) => {
    const text = 'Köln 今天的新闻 Новости';
    const notes = [`labelled ${label}, read as utf-8, which its bytes are`];
    expect(decode(Buffer.from(text), `text/xml; charset=${label}`)).toEqual({ text, notes });
    expect(decode(Buffer.from(xml(label) + text))).toEqual({ text: xml(label) + text, notes });
  },
);

test('a stray byte turns neither text around: it is read by the label, and the rest as it was', () => {
  const danish = 'Brøndby til fans: Århus og Ærø ';
  const stray = Buffer.concat([Buffer.from(danish), latin1('bes\xf8ge')]);
  expect(decode(stray, 'text/xml; charset=ISO-8859-1')).toEqual({
    text: `${danish}besøge`,
    notes: ['labelled ISO-8859-1, read as utf-8, which its bytes are', 'read 1 stray bytes as ISO-8859-1'],
  });
  const cut = Buffer.concat([Buffer.from(danish), bytes(0xe2, 0x80)]);
  expect(decode(cut, 'text/xml; charset=ISO-8859-1').text).toBe(`${danish}\uFFFD`);
  const latinWithOneOfUtf8 = Buffer.concat([latin1('\xe9t\xe9 \xe0 \xeele '), Buffer.from('é')]);
  expect(decode(latinWithOneOfUtf8, 'text/xml; charset=ISO-8859-1').text).toBe('été à île Ã©');
  const chinese = Buffer.concat([Buffer.from('今天的新闻今天的新闻'), bytes(0xff)]);
  expect(decode(chinese, 'text/xml; charset=gb2312').text).toBe('今天的新闻今天的新闻\uFFFD');
});

test('short texts in an encoding of several bytes stay what their label says, though they may pass for utf-8', () => {
  const bytesOfBoth = bytes(0xc4, 0xa3); // 模 in GBK, ģ in UTF-8
  expect(decode(bytesOfBoth, 'text/xml; charset=gbk').text).toBe('模');
});

test.each([
  ['ru', 'Мир', bytes(0xcc, 0xe8, 0xf0)],
  ['zh-CN', '中国', bytes(0xd6, 0xd0, 0xb9, 0xfa)],
  ['zh-TW', '中國', bytes(0xa4, 0xa4, 0xb0, 0xea)],
  ['ja', '日本', bytes(0xc6, 0xfc, 0xcb, 0xdc)],
  ['ja', '日本', bytes(0x93, 0xfa, 0x96, 0x7b)],
  ['tr', 'ışığı', bytes(0xfd, 0xfe, 0xfd, 0xf0, 0xfd)],
  ['en', 'é', bytes(0xe9)],
])('what is no utf-8 despite its label is read by the language of the document: %s %s', (language, text, body) => {
  const head = `${xml('utf-8')}<rss><channel><language>${language}</language><title>`;
  const { text: decoded, notes } = decode(Buffer.concat([latin1(head), body]));
  expect(decoded).toBe(head + text);
  expect(notes.join()).toMatch(/^not valid utf-8, read as /);
});

test('a Latin label by HTTP is a default of the server where the document names another encoding that fits', () => {
  const body = Buffer.concat([latin1(xml('windows-1251')), bytes(0xcc, 0xe8, 0xf0)]);
  expect(decode(body, 'text/xml; charset=ISO-8859-1').text).toBe(`${xml('windows-1251')}Мир`);
  const notGbk = Buffer.concat([latin1(xml('gbk')), bytes(0x63, 0xff)]);
  expect(decode(notGbk, 'text/xml; charset=ISO-8859-1').text).toBe(`${xml('gbk')}cÿ`);
});

test('a label of the document is not believed over its bytes where HTTP says utf-8', () => {
  const text = `${xml('windows-1251')}Мир`;
  expect(decode(Buffer.from(text), 'text/xml; charset=utf-8').text).toBe(text);
});

test("an operator's encoding stands above all others", () => {
  const body = Buffer.concat([latin1(xml('utf-8')), bytes(0xed, 0xc9, 0xd2)]);
  expect(decode(body, 'text/xml; charset=windows-1251', 'koi8-r')).toEqual({ text: `${xml('utf-8')}Мир`, notes: [] });
  expect(decode(Buffer.from('Мир'), undefined, 'windows-1251').text).toBe('РњРёСЂ');
});

test.each([
  'It’s “fine” – café, Köln, Århus…',
  'été à île',
  'Привет, мир: новости',
  '今天的新闻，今天的天气',
  'Ειδήσεις σήμερα',
])('what was encoded twice is read once: %s', (text) => {
  const twice = Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(text)));
  const { text: read, notes } = decode(twice);
  expect(read).toBe(text);
  expect(notes.join()).toMatch(/^mended \d+ characters that were encoded twice$/);
  expect(decode(Buffer.from(Buffer.from(text).toString('latin1'))).text).toBe(text);
});

test.each([
  'NÃO, «AMANHû é SÃO JOÃO',
  'Ærø, Åsane, Ýmir, Ðorđe, ß',
  'one sign: â€™',
  'ÀÉÎÕÜ àéîõü',
  'Â© and Ã alone',
  'Îles, Âge «Île»',
])('what only looks like it stays: %s', (text) => {
  expect(decode(Buffer.from(text))).toEqual({ text, notes: [] });
});

test('an unknown label is passed over, and says so', () => {
  expect(decode(Buffer.from('x'), 'text/xml; charset=martian')).toEqual({
    text: 'x',
    notes: ['the encoding label "martian" is unknown and was passed over'],
  });
});

test('a U+FFFD that the publisher wrote is no fault of ours', () => {
  expect(decode(Buffer.from('a\uFFFDb'))).toEqual({ text: 'a\uFFFDb', notes: [] });
});

test('never throws, whatever the bytes and the labels', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.string(),
      fc.constantFrom('utf-8', 'utf-16', 'x-user-defined', 'replacement', 'iso-2022-jp', '\0'),
      (body, type, label) => {
        const once = decode(body, `${type}; charset=${label}`);
        expect(decode(body, `${type}; charset=${label}`)).toEqual(once);
        expect(typeof decode(Buffer.concat([latin1(xml(label)), body])).text).toBe('string');
      },
    ),
    { numRuns: 300 },
  );
});
