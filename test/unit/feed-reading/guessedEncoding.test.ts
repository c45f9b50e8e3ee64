import { decode } from '../../../modules/feed-reading/decode.ts';

/** The bytes of a text in an old encoding of one or two bytes a character, which `TextDecoder` alone knows. */
function encoded(text: string, label: string): Buffer {
  const decoder = new TextDecoder(label);
  const bytesOf = new Map<string, readonly number[]>();
  for (let first = 0x81; first < 0xff; first++)
    for (let second = 0x40; second < 0xff; second++)
      bytesOf.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  for (let byte = 0; byte < 0x100; byte++) bytesOf.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = bytesOf.get(character);
      if (bytes === undefined) throw new Error(`${label} has no ${character}.`);
      return bytes;
    }),
  );
}

const russian =
  'Президент подписал указ о назначении нового посла. Переговоры прошли в столице, стороны обсудили поставки газа и торговлю.';
const japanese = '政府は新しい法律について説明した。首相は来週に訪問する予定です。これはニュースの記事です。';
const chinese = '今天的新闻：政府宣布了新的经济政策，总理将于下周访问。这是一条关于贸易的新闻，记者在北京报道。';
const german =
  'Die Bundesregierung hat über die Änderung des Gesetzes beraten. Für die Bürger heißt das: höhere Gebühren für Straßen.';
const french =
  'Le président a été reçu à l’Élysée, où il a évoqué la réforme des retraites et les élections européennes.';

test.each([
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['iso-8859-5', russian],
  ['euc-jp', japanese],
  ['shift_jis', japanese],
  ['gb18030', chinese],
  ['euc-kr', '정부는 오늘 새로운 경제 정책을 발표했다. 총리는 다음 주에 방문할 예정이다. 이것은 뉴스 기사입니다.'],
  [
    'windows-1253',
    'Ο πρωθυπουργός ανακοίνωσε τα νέα μέτρα για την οικονομία. Η κυβέρνηση θα συνεδριάσει την επόμενη εβδομάδα.',
  ],
  ['windows-1255', 'ראש הממשלה הודיע היום על תוכנית כלכלית חדשה. הממשלה תתכנס בשבוע הבא לדיון בנושא התקציב של המדינה.'],
  [
    'windows-1256',
    'أعلن رئيس الوزراء اليوم عن خطة اقتصادية جديدة، وقال إن الحكومة ستجتمع في الأسبوع المقبل لمناقشة ميزانية الدولة.',
  ],
  ['windows-1252', german],
  ['windows-1252', french],
])('a document under the label of utf-8, which names no language, is read by its letters: %s', (encoding, words) => {
  const xml = `<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>${words}</title><link>https://a.example/</link>`;
  const { text, notes } = decode(encoded(xml, encoding));
  expect(text).toBe(xml);
  expect(notes).toEqual([expect.stringMatching(/^not valid utf-8, read as /)]);
});

test('letters speak louder than the language: a Russian document in another of its encodings', () => {
  const xml = `<rss><channel><language>ru</language><title>${russian}</title>`;
  expect(decode(encoded(xml, 'koi8-r')).text).toBe(xml);
});
