import { answerRequests } from '../../platform/runtime/answerRequests.ts';
import { refusalByRules } from './allowed.ts';
import { articleOf } from './article.ts';
import type { PageAnswer, PageRequest } from './page.ts';

/** The program in the process of `Pages`: what strangers wrote is read here. */
answerRequests((request: PageRequest): PageAnswer => {
  try {
    if ('body' in request) return articleOf(request);
    const refused = refusalByRules(request);
    return refused === undefined ? { isAllowed: true } : { refused };
  } catch (error) {
    return { failed: `reading it failed: ${String(error).slice(0, 100)}` };
  }
});
