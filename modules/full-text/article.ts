import { Readability } from '@mozilla/readability';
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { decode } from '../feed-reading/decode.ts';
import { contentHtml, stripTags } from '../feed-reading/story/plainText.ts';
import { tame } from '../feed-reading/story/tame.ts';
import type { ArticleRequest, PageText } from './page.ts';
import { isOurMeta, refusalByDirectives, refusalByReservation } from './rights.ts';

/** What a row of 400 kB has room for, beside all else that a story may have. */
const mostBytes = 200_000;
/** Pages of articles have some thousand; Readability walks them many times. */
const mostElements = 20_000;

/** The text of an article's page as safe HTML, by Readability, where the page does not forbid it. */
export function articleOf({ body, contentType, address }: ArticleRequest): PageText {
  const text = tame(decode(body, labelled(contentType, body)).text);
  if (!text.includes('<')) return { failed: 'no article found on the page' };
  const { refused, base, elements } = statedBy(text, address);
  if (refused !== undefined) return { refused };
  if (elements > mostElements) return { failed: `more than ${mostElements} elements on the page` };
  const page = /<html[\s>]/i.test(text) ? text : `<html><body>${text}</body></html>`;
  const { document } = parseHTML(page) as { document: never };
  const article = new Readability(document, { disableJSONLD: true }).parse();
  // linkedom has no base, of which Readability would make addresses absolute: the sanitiser does
  const { html } = contentHtml({ text: article?.content ?? '', kind: 'html' }, base, mostBytes);
  return stripTags(html).trim() === '' ? { failed: 'no article found on the page' } : { content: html };
}

/** As browsers look for it (WHATWG HTML, "prescan a byte stream to determine its encoding"), where HTTP names none. */
function labelled(contentType: string, body: Uint8Array): string {
  if (/;\s*charset\s*=/i.test(contentType)) return contentType;
  const head = new TextDecoder('latin1').decode(body.subarray(0, 1024));
  const label = /<meta\s[^<>]*?\bcharset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1];
  return label === undefined ? contentType : `text/html; charset=${label}`;
}

/**
 * What a page says of itself: its base, robots meta, a reservation of text and data mining, and schema.org's word that
 * the article is not free. linkedom keeps names of attributes as they are spelt: its elements are not asked.
 */
function statedBy(text: string, address: string): { refused: string | undefined; base: string; elements: number } {
  const refusals: (string | undefined)[] = [];
  let base: string | undefined;
  let isData = false;
  let elements = 0;
  const parser = new Parser({
    onopentag(element, { href = '', name = '', content = '', type = '', itemprop = '' }) {
      elements += 1;
      if (element === 'base' && URL.canParse(href, address)) base ??= new URL(href, address).href;
      isData = element === 'script' && type.trim().toLowerCase() === 'application/ld+json';
      if (element !== 'meta') return;
      if (isOurMeta(name)) refusals.push(refusalByDirectives(content));
      if (name.toLowerCase() === 'tdm-reservation') refusals.push(refusalByReservation(content));
      if (itemprop === 'isAccessibleForFree' && /false$/i.test(content.trim())) refusals.push(paywall);
    },
    ontext(data) {
      if (isData && notFree.test(data)) refusals.push(paywall);
    },
    onclosetag() {
      isData = false;
    },
  });
  parser.end(text);
  return { refused: refusals.find((refusal) => refusal !== undefined), base: base ?? address, elements };
}

const paywall = 'by its paywall';
const notFree = /"isAccessibleForFree"\s*:\s*"?(?:false|https?:\/\/schema\.org\/False)/i;
