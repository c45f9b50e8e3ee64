import type { Story, Topic } from '../store/library.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { block } from './story.ts';

const mustReadCount = 3;
const latestCount = 8;

/** Must read: the newest that come with a picture. A newspaper with editors would have them choose. */
export const mustReadOf = (stories: readonly Story[]): Story[] => stories.filter(({ image }) => image !== undefined).slice(0, mustReadCount);

/** The front page: each story once. */
export function frontPage(stories: readonly Story[], topics: readonly Topic[]): Html {
  const mustRead = mustReadOf(stories);
  const others = stories.filter((story) => !mustRead.includes(story));
  return layout({ description: 'News between Europe and Asia.', topics }, html`<h1 class="unseen">The Caspian Times (sample)</h1>
${stories.length === 0 ? html`<p class="notice">The first edition is on its way: stories appear here as Caravan sends them.</p>` : ''}
<div class="front">
${block('Must read', 'must-read', mustRead, (index) => (index === 0 ? 'lead' : 'card'))}
${block('Latest', 'latest', others.slice(0, latestCount), () => 'brief')}
${block('More articles', 'more', others.slice(latestCount), () => 'card')}
</div>`);
}
