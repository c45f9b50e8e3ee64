const gmail = ['gmail.android', 'gmail.desktop-webmail', 'gmail.ios', 'gmail.mobile-webmail'];
/** Outlook on Windows, whose engine is Word's, and the Mail that came with Windows 10. */
const word = ['outlook.windows', 'outlook.windows-mail'];

interface Without {
  /** All that lack it. */
  readonly clients: readonly string[];
  /** What readers get instead. */
  readonly instead: string;
}

/** Gmail's plain web page for old phones reads no style sheet. */
const noSheet = 'All that matters stands in style attributes; the sheet adds dark colours and MJML’s resets.';

/** Features of the digest that a mail program lacks, by caniemail's names. */
export const goesWithout: Readonly<Record<string, Without>> = {
  '<body> element': {
    clients: ['outlook.macos'],
    instead: 'MJML’s outer div has the same background, language and direction.',
  },
  '<style> element': { clients: ['gmail.mobile-webmail'], instead: noSheet },
  '@media': {
    clients: ['gmail.mobile-webmail', ...word],
    instead:
      'The one column needs no breakpoint; Word shows it in a table 640 pixels wide. Dark colours: see color-scheme.',
  },
  'Chaining selectors': {
    clients: ['gmail.mobile-webmail', 'outlook.outlook-com', ...word],
    instead: 'Only MJML’s rule for Thunderbird is chained.',
  },
  'Class selector': { clients: ['gmail.mobile-webmail'], instead: noSheet },
  'Descendant combinator': { clients: ['gmail.mobile-webmail'], instead: noSheet },
  'ID selector': { clients: ['gmail.mobile-webmail'], instead: noSheet },
  'Type selector': { clients: ['gmail.mobile-webmail'], instead: noSheet },
  'aria-hidden attribute': {
    clients: ['outlook.windows-mail'],
    instead: 'A screen reader names the link of a picture without words by its address.',
  },
  'aria-label attribute': { clients: ['outlook.windows-mail'], instead: 'The mail is named by its subject.' },
  'color-scheme CSS property': {
    clients: [...gmail, 'outlook.android', 'outlook.ios', 'outlook.macos', 'outlook.outlook-com', 'outlook.windows'],
    instead:
      'Their own dark mode turns the colours around: dark ink on pale paper without pictures of text, which was looked at.',
  },
  'color-scheme meta tag': {
    clients: [
      'apple-mail.ios',
      ...gmail,
      'outlook.android',
      'outlook.ios',
      'outlook.macos',
      'outlook.outlook-com',
      ...word,
    ],
    instead: 'As for the property, which Apple Mail on iOS knows.',
  },
  'display:none': { clients: ['gmail.mobile-webmail'], instead: 'The preview text is 1 pixel high, and white.' },
  'max-height property': { clients: word, instead: 'The preview text is not displayed.' },
  opacity: {
    clients: ['gmail.mobile-webmail', ...word],
    instead: 'The preview text is not displayed, or 1 pixel high and white.',
  },
  outline: { clients: word, instead: 'MJML takes away an outline of pictures that Word never draws.' },
  overflow: { clients: word, instead: 'The preview text is not displayed.' },
  'role attribute': {
    clients: ['outlook.windows-mail'],
    instead: 'A screen reader may announce layout tables; the order of reading is the same.',
  },
  'table-layout': { clients: word, instead: '"auto" is what tables do anyway.' },
  'word-break': { clients: ['outlook.windows-mail'], instead: 'A word longer than a line makes the column wider.' },
  'word-spacing': { clients: word, instead: '"normal" is what words do anyway.' },
};

/** Features that some know in part, and why the digest keeps to that part. */
export const worksInPart: Readonly<Record<string, string>> = {
  '!important keyword': 'with a space before it, in lower case, never inline',
  '<body> element': 'becomes a div, with its style',
  '<style> element': 'stands in the head, before what it is for, below 16 kB',
  '@media': 'neither nested nor by height',
  'Chaining selectors': 'MJML’s, for Thunderbird',
  'Class selector': 'for dark colours alone',
  'Descendant combinator': 'for dark colours alone',
  'ID selector': 'MJML’s resets',
  'Type selector': 'MJML’s resets',
  'align attribute': 'on table cells; MJML’s tables are as wide as their place',
  background: 'a colour',
  border: 'thinner than 8 pixels, on table cells',
  'color-scheme CSS property': 'an addition',
  'dir attribute': 'on tables and spans, not on links',
  direction: 'one program turns the whole mail around when any of it is Arabic; it is readable then',
  display: 'block for pictures, none for the preview text',
  'display:none': 'on a div that holds text alone',
  'font-size': 'in pixels',
  'font-weight': 'bold or not',
  'height attribute': 'in pixels',
  'height property': 'auto for pictures, pixels for table cells',
  'line-height': 'in pixels, and exact for Word by a rule of its own',
  margin: 'of paragraphs and headings, never negative; where "auto" fails, MJML centres by a table',
  'max-width': 'on divs; Word gets a table of that width',
  overflow: 'hidden',
  padding: 'on table cells',
  'table-layout': '"auto" is what tables do anyway',
  'text-align': 'left, right and center',
  'text-decoration': 'one value',
  'width attribute': 'in pixels on pictures',
  'width property': '100% on tables and pictures; Word takes the attribute',
  'word-break': 'breaks words that are longer than a line',
};
