import type { Story, Topic } from '../store/library.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { selection, withPicture } from './selection.ts';
import { block } from './story.ts';

const mustReadCount = 3;
const latestCount = 6;

/** The front page: each story once. */
export function frontPage(stories: readonly Story[], topics: readonly Topic[]): Html {
  const take = selection();
  return layout(
    { description: 'News between Europe and Asia.', topics },
    html`<h1 class="unseen">Silk Road Courier (sample)</h1>
${stories.length === 0 ? html`<p class="notice">The first edition is on its way: stories appear here as Caravan sends them.</p>` : ''}
<div class="front">
${block('Must read', 'must-read', take(withPicture(stories), mustReadCount), (index) => (index === 0 ? 'lead' : 'card'))}
${block('Latest', 'latest', take(stories, latestCount), () => 'brief')}
${block('More articles', 'more', take(stories, stories.length), () => 'card')}
</div>`,
  );
}
