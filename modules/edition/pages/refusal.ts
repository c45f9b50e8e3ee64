import { html } from '../../../platform/http/html.ts';
import type { Problem } from '../../../platform/http/problem.ts';
import { ArticleGone } from '../articleGone.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';

/** The page for a person whose request is refused: the reason, and the way on. */
export function renderRefusal(frame: PageFrame, at: string, problem: Problem): string {
  const { refusals, nav } = frame.messages;
  const { titles } = refusals;
  const title = problem.status in titles ? titles[problem.status as keyof typeof titles] : titles[400];
  const reason = () => {
    if (problem instanceof ArticleGone) return refusals[problem.why];
    return problem.status === 404 ? refusals.missing : problem.message;
  };
  return layout(frame, {
    title,
    at,
    canonical: false,
    main: html`<div class="prose"><h1>${title}</h1>
<p>${reason()}</p>
<p><a href="${linkTo(frame, '/')}">${refusals.home}</a> · <a href="${linkTo(frame, '/topics')}">${nav.topics}</a> ·
<a href="${linkTo(frame, '/sources')}">${nav.sources}</a></p></div>`,
  });
}
