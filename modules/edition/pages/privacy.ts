import { html } from '../../../platform/http/html.ts';
import { commentMessagesFor } from '../../locales/comments/commentMessagesFor.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';

/** What becomes of readers' traces, in their own language. @param takesComments they may leave comments, too */
export const renderPrivacy = (frame: PageFrame, takesComments: boolean): string => {
  const { title, text } = frame.messages.privacy;
  const paragraphs = takesComments ? [...text, commentMessagesFor(frame.language).privacy] : text;
  const { contact } = frame.site;
  return layout(frame, {
    title,
    description: text[0]!,
    at: '/privacy',
    isTranslated: true,
    main: html`<div class="prose"><h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p><a href="mailto:${contact}">${contact}</a></p></div>`,
  });
};
