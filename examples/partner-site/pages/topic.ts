import type { Story, Topic } from '../store/library.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { teaser } from './story.ts';

/** All of one topic, the newest first. */
export const topicPage = ({ name }: Topic, stories: readonly Story[], topics: readonly Topic[]): Html =>
  layout(
    { title: name, topics },
    html`<h1 class="topic" dir="auto">${name}</h1>
<section class="more"><div class="stories">
${stories.map((story) => teaser(story, 'card'))}
</div></section>`,
  );
