import { html } from '../../../platform/http/html.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';

/** What becomes of readers' traces, in their own language. */
export const renderPrivacy = (frame: PageFrame): string => {
  const { title, text } = frame.messages.privacy;
  return layout(frame, {
    title,
    description: text[0]!,
    at: '/privacy',
    isTranslated: true,
    main: html`<div class="prose"><h1>${title}</h1>
${text.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p><a href="mailto:${frame.site.contact}">${frame.site.contact}</a></p></div>`,
  });
};
