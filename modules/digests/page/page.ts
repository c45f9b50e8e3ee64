import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { directionOfText } from '../../../platform/text/direction.ts';
import { pageMessagesFor } from '../../locales/messagesFor.ts';
import type { ReaderPage } from '../../reader-pages/page.ts';
import { toSubscribe } from '../../subscribers/sign-up/pages/notice.ts';
import { aboveHeadline, besideHeadline, pictureFor, unbroken } from '../content/mail/view.ts';
import type { IssueView, Place, StoryView } from '../content/mail/view.ts';
import { digestStyle } from './style.ts';

/** An issue as a page: what the mail shows, and nothing that is one reader's. */
export function digestPage(view: IssueView): ReaderPage {
  const { language, messages, day, sections, more, withdrawn, publicUrl, postalAddress } = view;
  const [first] = sections.flatMap(({ stories }) => stories);
  return {
    title: day,
    language,
    style: digestStyle,
    hasPictures: true,
    main: html`<h1>${day}</h1>
${sections.map(
  ({ heading, stories }) => html`<section>${heading !== '' && html`<h2>${heading}</h2>`}
${joined(
  stories.map((story) => storyOf(story, view, { isLead: story === first, level: heading === '' ? 2 : 3 })),
  '\n',
)}</section>\n`,
)}<footer>${more > 0 && html`<p><a href="${publicUrl}/">${messages.more(more)}</a></p>\n`}${
      withdrawn > 0 && html`<p>${messages.withdrawn(withdrawn)}</p>\n`
    }${toSubscribe(language, pageMessagesFor(language).subscribe.title)}<p><bdi>${postalAddress}</bdi></p></footer>`,
  };
}

function storyOf(
  story: StoryView,
  { messages, language: ours, direction: around }: IssueView,
  { isLead, level }: { isLead: boolean; level: 2 | 3 },
): Html {
  const { heading, href, summary, language, direction, corrected } = story;
  const lead = isLead && picture(story, aboveHeadline);
  const thumb = lead ? false : picture(story, besideHeadline);
  const words = (text: Html | string) => html`<span lang="${ours}" dir="${around}">${text}</span>`;
  const about = joined(
    [html`<bdi>${story.attribution}</bdi>`, words(unbroken(story.date)), ...alsoFrom(story, messages).map(words)],
    ' · ',
  );
  return html`<article${language !== '' && html` lang="${language}"`} dir="${direction}"${lead && html` class="lead"`}>
${lead}<div class="words">${corrected && html`<p class="corrected">${words(messages.corrected)}</p>`}
<h${level}><a href="${href}">${heading}</a></h${level}>
${summary !== '' && html`<p>${summary}</p>`}
<p class="meta">${about}</p></div>${thumb}</article>`;
}

function alsoFrom({ tellers, moreTellers }: StoryView, messages: IssueView['messages']): Html[] {
  const named = tellers.map(
    ({ name, href }) =>
      html`<bdi dir="${directionOfText(name, 'ltr')}">${href === undefined ? name : html`<a href="${href}">${name}</a>`}</bdi>`,
  );
  const others = moreTellers > 0 ? [html`${messages.otherSources(moreTellers)}`] : [];
  return named.length === 0 ? [] : [html`${messages.alsoFrom} ${joined([...named, ...others], messages.comma)}`];
}

function picture({ image, href }: StoryView, place: Place): Html | false {
  const shown = pictureFor(place, image);
  if (shown === undefined) return false;
  const { src, alt, height } = shown;
  const img = html`<img src="${src}" alt="${alt}" width="${place.width}"${height !== undefined && html` height="${height}"`}>`;
  // The headline leads to the same: one way of two is enough for who hears the page.
  return html`<a class="picture" href="${href}" tabindex="-1" aria-hidden="true">${img}</a>`;
}
