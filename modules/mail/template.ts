import mustache from 'mustache';
import { escapeHtml } from '../../platform/http/html.ts';

/**
 * Fills a mail's template, which scripts/compile-mails.mjs made of its MJML. Every value is escaped. Each object of the
 * view needs all names that its part of the template uses, if only as undefined: mustache looks for a missing one
 * further out.
 */
export const fillTemplate = (template: string, view: object): string =>
  mustache.render(template, view, {}, { escape: (value: unknown) => escapeHtml(String(value)) });
