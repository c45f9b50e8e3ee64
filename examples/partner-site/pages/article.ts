import type { Story, Topic } from '../store/library.ts';
import { headingOf, topicPath } from './address.ts';
import { directionOf } from './direction.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { selection, withPicture } from './selection.ts';
import { block, time } from './story.ts';

const mustReadCount = 3;
const moreCount = 3;
const latestCount = 6;

export interface ArticlePage {
  readonly story: Story;
  readonly content: string | undefined;
  /** Of the same topic. */
  readonly related: readonly Story[];
  readonly latest: readonly Story[];
  readonly topics: readonly Topic[];
}

/** An article with its attribution, and below it what else there is to read: each story once. */
export function articlePage({ story, content, related, latest, topics }: ArticlePage): Html {
  const {
    url,
    summary,
    language,
    topics: [topic],
  } = story;
  const take = selection(story.id);
  const mustRead = take(withPicture(latest), mustReadCount);
  // A topic that has little else is filled up with the latest.
  const ofTopic = take(related, moreCount);
  const more = [...ofTopic, ...take(latest, moreCount - ofTopic.length)];
  return layout(
    { title: headingOf(story), description: summary, canonical: url, topics },
    html`<article class="full"${language ? html` lang="${language}"` : ''} dir="${directionOf(story)}">
${topic && html`<p class="kicker"><a dir="auto" href="${topicPath(topic.slug)}">${topic.name}</a></p>`}
<h1>${headingOf(story)}</h1>
${content && summary && story.title ? html`<p class="standfirst">${summary}</p>` : ''}
${byline(story)}
${picture(story, content)}
<div class="content">
${content ? trusted(content) : html`<p>${summary}</p>${url && readOn(url, story.source.name)}`}
</div>
${files(story)}
${attribution(story)}
</article>
<div class="below">
${block('Must read', 'must-read', mustRead, () => 'card')}
${block('More articles', 'more', more, () => 'card')}
${block('Latest', 'latest', take(latest, latestCount), () => 'brief')}
</div>`,
  );
}

const readOn = (url: string, source: string): Html =>
  html`<p><a dir="ltr" href="${url}">Read the whole article at ${source}</a></p>`;

const byline = ({ authors, publishedAt, updatedAt }: Story): Html => html`<p class="meta">
${authors.length > 0 ? html`<span dir="ltr">By <b>${authors.join(', ')}</b></span>` : ''}
${time(publishedAt)}
${updatedAt && html`<span class="updated" dir="ltr">Updated ${time(updatedAt)}</span>`}
</p>`;

/** The picture, unless the content shows it anyway: many publishers begin with it. */
function picture({ image }: Story, content = ''): Html | undefined {
  if (image === undefined || content.includes(image.url) || content.includes(html`${image.url}`.text)) return undefined;
  const size = image.width && image.height ? html` width="${image.width}" height="${image.height}"` : '';
  return html`<figure><img src="${image.url}" alt="${image.alt ?? ''}"${size}></figure>`;
}

/** What goes with the story, such as its recording: at its publisher's, by its kind and its name. */
const files = ({ enclosures = [], image }: Story): Html | undefined => {
  const others = enclosures.filter(({ url }) => url !== image?.url);
  const items = others.map(
    ({ url, type }) => html`<li><a dir="ltr" href="${url}">${nounOf(type)}: ${fileName(new URL(url))}</a></li>`,
  );
  return items.length === 0 ? undefined : html`<ul class="files">${items}</ul>`;
};

const fileName = ({ pathname, host }: URL): string => pathname.split('/').at(-1) || host;

const nouns: Readonly<Record<string, string>> = { audio: 'Audio', video: 'Video', image: 'Picture' };
const nounOf = (type = ''): string => nouns[/^(audio|video|image)\//.exec(type)?.[1] ?? ''] ?? 'File';

/** Whose article it is, word for word as it was sent: the condition on which it may stand here. */
function attribution({ attribution: words, url, source, rights }: Story): Html {
  const href = url ?? source.url;
  const line = href ? html`<a dir="auto" href="${href}">${words}</a>` : html`<bdi>${words}</bdi>`;
  return html`<footer class="attribution"><p>${line}</p>${rights && html`<p class="rights"><bdi>${rights}</bdi></p>`}</footer>`;
}
