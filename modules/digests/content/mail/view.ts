import { directionOfStory } from '../../../../platform/text/direction.ts';
import type { Direction } from '../../../../platform/text/direction.ts';
import type { Image } from '../../../../platform/values/schema.ts';
import { headingOf } from '../../../articles/article.ts';
import { shortArticlePath } from '../../../articles/articlePath.ts';
import { directionOf } from '../../../locales/languages.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { DigestMessages } from '../../../locales/messages.ts';
import { digestMessagesFor } from '../../../locales/messagesFor.ts';
import type { DigestContent, DigestStory, Publication, Rendering, Section, Telling } from '../digestContent.ts';
import { inertLine, proseOf } from '../../../../platform/text/prose.ts';
import { clamp, shortLine } from './text.ts';

/** Longer ones are cut off by mail programs (Word's engine: 2,083), and would fill the mail. */
const longest = 2_000;

/** An address that a mail may link to; undefined for what is none, of another scheme, or too long. */
export function linkable(
  url: string | undefined,
  schemes: readonly string[] = ['https:', 'http:'],
): string | undefined {
  if (url === undefined || url.length > longest || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return schemes.includes(protocol) && href.length <= longest ? href : undefined;
}

/** A picture as it stands in a mail, at a width that its place gives it. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  /** In pixels; none where the publisher does not say how high it is. */
  readonly height: number | undefined;
}

/**
 * The needs of a place for a picture: the width it is shown at, how wide it must be not to look blurred, and how high
 * it may be for its width.
 */
export interface Place {
  readonly width: number;
  readonly leastWide: number;
  readonly tallest: number;
}

export const aboveHeadline: Place = { width: 608, leastWide: 480, tallest: 0.8 };
export const besideHeadline: Place = { width: 96, leastWide: 64, tallest: 1.6 };

/** Banners: at this height for their width nothing can be seen in them. */
const flattest = 0.3;

/**
 * A picture for a place; none that is not https, as mail programs warn of them, and none that would not look well
 * there.
 */
export function pictureFor({ width, leastWide, tallest }: Place, image: Image | undefined): Picture | undefined {
  const src = linkable(image?.url, ['https:']);
  if (image === undefined || src === undefined) return undefined;
  const ratio = image.width && image.height ? image.height / image.width : undefined;
  if ((image.width ?? leastWide) < leastWide || (ratio ?? tallest) > tallest || (ratio ?? flattest) < flattest)
    return undefined;
  return {
    src,
    alt: shortLine(image.alt ?? '', 100),
    height: ratio === undefined ? undefined : Math.round(width * ratio),
  };
}

/** A name as it is shown, with its address where it may be linked. */
export interface Teller {
  readonly name: string;
  readonly href: string | undefined;
}

/** A story as it is shown: publishers' words made inert and short, addresses safe. */
export interface StoryView {
  readonly heading: string;
  readonly href: string;
  readonly summary: string;
  readonly attribution: string;
  /** The day that it was published, in the mail's language and by the reader's clock. */
  readonly date: string;
  readonly tellers: readonly Teller[];
  /** Other sources that found no room. */
  readonly moreTellers: number;
  readonly corrected: boolean;
  /** BCP 47; empty where the publisher does not say. */
  readonly language: string;
  readonly direction: Direction;
  readonly image: DigestStory['article']['image'];
}

export interface SectionView {
  /** Empty where there is but one section, and it has no topic. */
  readonly heading: string;
  readonly stories: readonly StoryView[];
}

/** An issue as it is shown, in either part of the mail. */
export interface IssueView {
  readonly messages: DigestMessages;
  readonly language: MailLanguage;
  readonly direction: Direction;
  readonly title: string;
  readonly day: string;
  readonly sections: readonly SectionView[];
  readonly more: number;
  readonly withdrawn: number;
  readonly publicUrl: string;
  readonly postalAddress: string;
  /** The page of the issue; undefined for what is written down nowhere. */
  readonly inBrowser: string | undefined;
}

const titleColumns = 200;
const summaryColumns = 180;
const nameColumns = 80;
const mostTellers = 5;
/** BCP 47, roughly. */
const languageTag = /^[a-z\d]{1,8}(?:-[a-z\d]{1,8}){0,3}$/i;
/** Of a summary of whatever length: two lines, and the markup that may be around them. */
const summaryRead = 4_000;

/** @param inBrowser the address of the issue's page, where it has one */
export function mailViewOf(
  issue: DigestContent,
  { language, date, offset }: Rendering,
  publication: Publication,
  inBrowser?: string,
): IssueView {
  const messages = digestMessagesFor(language);
  return {
    messages,
    language,
    direction: directionOf(language),
    title: inertLine(publication.title),
    day: dayOf(new Date(`${date}T00:00:00Z`), language, 'full', '+00:00'),
    sections: issue.sections.map(({ topic, stories }, _, { length }) => ({
      heading: sectionHeading(topic) ?? (length > 1 ? messages.rest : ''),
      stories: stories.map((story) => storyOf(story, language, offset, (article) => addressOf(article, publication))),
    })),
    more: issue.more,
    withdrawn: issue.withdrawn,
    publicUrl: publication.publicUrl,
    postalAddress: inertLine(publication.postalAddress),
    inBrowser,
  };
}

const sectionHeading = (topic: Section['topic']): string | undefined =>
  topic && (shortLine(topic.name, nameColumns) || shortLine(topic.slug, nameColumns));

/** A date that stays on one line: not all mail programs know `white-space`. */
export const unbroken = (date: string): string => date.replaceAll(' ', '\u00a0');

const formats = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone an offset, as +HH:MM (ECMA-402) */
function dayOf(date: Date, language: MailLanguage, dateStyle: 'full' | 'long', timeZone: string): string {
  const name = `${language} ${dateStyle} ${timeZone}`;
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle, timeZone });
  formats.set(name, format);
  const text = format.format(date);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1); // Russian days begin small; a line of its own does not
}

function storyOf(
  { article, corrected, alsoFrom }: DigestStory,
  language: MailLanguage,
  offset: string,
  address: (article: Telling) => string,
): StoryView {
  const prose = proseOf(article.summary, summaryRead);
  const title = shortLine(article.title, titleColumns);
  const heading = headingOf({
    title,
    summary: prose,
    source: { ...article.source, name: shortLine(article.source.name, nameColumns) },
  });
  return {
    heading,
    href: address(article),
    summary: clamp(title === '' ? restOf(prose, heading) : prose, summaryColumns),
    attribution: shortLine(article.attribution, nameColumns * 2),
    date: dayOf(new Date(article.published ?? article.listedAt), language, 'long', offset),
    tellers: alsoFrom
      .slice(0, mostTellers)
      .map((other) => ({ name: shortLine(other.source.name, nameColumns), href: address(other) })),
    moreTellers: Math.max(0, alsoFrom.length - mostTellers),
    corrected,
    language: languageTag.exec(article.language ?? '')?.[0] ?? '',
    direction: directionOfStory(article.language, `${heading} ${prose}`, directionOf(language)),
    image: article.image,
  };
}

/** Where a story is read. */
function addressOf(article: Telling, { publicUrl, linksTo }: Pick<Publication, 'publicUrl' | 'linksTo'>): string {
  const atPublisher = linksTo === 'publisher' ? linkable(article.url) : undefined;
  return atPublisher ?? `${publicUrl}${shortArticlePath(article)}`;
}

/** A note without a title begins in its heading, and goes on below. */
const restOf = (prose: string, heading: string): string =>
  prose.length > heading.length ? `…${prose.slice(heading.length - 1)}` : '';
