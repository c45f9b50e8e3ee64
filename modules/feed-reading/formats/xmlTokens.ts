/** A piece of markup in well-formed XML, by its place in the text. */
export interface XmlToken {
  readonly from: number;
  readonly to: number;
  /** Of a CDATA section: what is in it. */
  readonly cdata?: string;
  /** Of a start or end tag. */
  readonly tag?: {
    readonly name: string;
    readonly attributes: string;
    readonly isEnd: boolean;
    readonly isEmpty: boolean;
  };
}

const enclosed = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const tagAt = /<(\/?)([^\s/<>]+)((?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;

/**
 * The markup of a text that `repairXml` gave, in its order and in one walk: comments, CDATA sections, instructions and
 * tags.
 */
export function* tokensOf(xml: string): Generator<XmlToken> {
  let to = 0;
  for (let from = xml.indexOf('<'); from >= 0; from = xml.indexOf('<', to)) {
    const [open, close] = enclosed.find(([mark]) => xml.startsWith(mark, from)) ?? [];
    if (open !== undefined) {
      const end = xml.indexOf(close, from + open.length);
      if (end < 0) return; // its end is missing, and that of all such that follow
      to = end + close.length;
      yield { from, to, ...(open === '<![CDATA[' && { cdata: xml.slice(from + open.length, end) }) };
      continue;
    }
    tagAt.lastIndex = from;
    const [all = '<', slash, name = '', attributes = '', selfClosing] = tagAt.exec(xml) ?? [];
    to = from + all.length;
    if (name !== '') yield { from, to, tag: { name, attributes, isEnd: slash === '/', isEmpty: selfClosing === '/' } };
  }
}
