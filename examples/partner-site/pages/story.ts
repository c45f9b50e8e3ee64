import type { Story } from '../store/library.ts';
import { articlePath, headingOf, topicPath } from './address.ts';
import { directionOf } from './direction.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A moment for people and for programs. */
export const time = (iso: string): Html =>
  html`<time dir="ltr" datetime="${iso}">${dayAndTime.format(new Date(iso))} UTC</time>`;

/** How much of a story a list shows. */
export type Size = 'lead' | 'card' | 'brief';

/**
 * A story in a list: its topic, its heading, what it is about, and always whose it is. It stands in the direction of
 * its language; names and times, which may run the other way, have a `dir` of their own.
 */
export function teaser(story: Story, size: Size): Html {
  const {
    image,
    summary,
    title,
    topics: [topic],
    attribution,
    publishedAt,
    language,
  } = story;
  const path = articlePath(story);
  const picture =
    image && size !== 'brief'
      ? html`<a class="picture" href="${path}" tabindex="-1" aria-hidden="true"
><img src="${image.url}" alt="" ${size === 'lead' ? '' : html`loading="lazy"`}></a>`
      : undefined;
  return html`<article class="${size}"${language ? html` lang="${language}"` : ''} dir="${directionOf(story)}">
${picture}
${topic && html`<p class="kicker"><a dir="auto" href="${topicPath(topic.slug)}">${topic.name}</a></p>`}
<h3><a href="${path}">${headingOf(story)}</a></h3>
${title && size !== 'brief' ? html`<p class="summary">${summary}</p>` : ''}
<p class="meta"><span dir="auto">${attribution}</span> ${time(publishedAt)}</p>
</article>`;
}

/** A block of stories under a heading; nothing where there are none. */
export const block = (
  heading: string,
  kind: string,
  stories: readonly Story[],
  sizeOf: (index: number) => Size,
): Html | undefined =>
  stories.length === 0
    ? undefined
    : html`<section class="${kind}"><h2>${heading}</h2><div class="stories">
${stories.map((story, index) => teaser(story, sizeOf(index)))}
</div></section>`;
