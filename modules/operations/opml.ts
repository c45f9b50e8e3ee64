import { parseOpml } from 'feedsmith';
import { fetchable } from '../sources/feedAddress.ts';
import { OperatorError } from './operatorError.ts';

export interface OpmlFeeds {
  /** One without a name has the feed's own. */
  readonly feeds: readonly { url: string; name?: string; siteUrl?: string }[];
  readonly broken: readonly { url: string; reason: string }[];
}

interface Outline {
  text?: string;
  title?: string;
  xmlUrl?: string;
  htmlUrl?: string;
  outlines?: Outline[];
}

/**
 * Every feed of an OPML document, at whatever depth (http://opml.org/spec2.opml), and what is not one, with the reason.
 */
export function feedsOf(opml: string): OpmlFeeds {
  let outlines: Outline[];
  try {
    outlines = parseOpml(opml).body?.outlines ?? [];
  } catch (error) {
    throw new OperatorError('This is no OPML document: export one from the feed reader again.', { cause: error });
  }
  const entries = flatten(outlines)
    .map((outline) => ({ ...outline, ...(outline.xmlUrl !== undefined && { xmlUrl: fetchable(outline.xmlUrl) }) }))
    .filter(({ xmlUrl, outlines: inner }) => xmlUrl !== undefined || inner === undefined);
  const isWeb = (url: string | undefined): url is string =>
    url !== undefined && URL.canParse(url) && /^https?:/.test(url);
  return {
    feeds: entries.flatMap(({ text, title, xmlUrl, htmlUrl }) =>
      isWeb(xmlUrl)
        ? [
            {
              url: xmlUrl,
              ...nameOf(text, title),
              ...(isWeb(htmlUrl) && { siteUrl: htmlUrl }),
            },
          ]
        : [],
    ),
    broken: entries.flatMap(({ text, xmlUrl }) =>
      isWeb(xmlUrl)
        ? []
        : [
            {
              url: xmlUrl ?? text ?? '(nameless)',
              reason: xmlUrl === undefined ? 'the entry has no xmlUrl' : 'xmlUrl is no http address',
            },
          ],
    ),
  };
}

function nameOf(...names: readonly (string | undefined)[]): { name?: string } {
  const name = names.find((one) => one !== undefined && one.trim() !== '');
  return name === undefined ? {} : { name };
}

const flatten = (outlines: readonly Outline[]): Outline[] =>
  outlines.flatMap((outline) => [outline, ...flatten(outline.outlines ?? [])]);
