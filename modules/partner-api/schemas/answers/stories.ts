import * as z from 'zod/mini';
import { annotated, named } from '../annotated.ts';

export const outcomeSchema = named(
  'StoryOutcome',
  z.object({
    article: annotated(z.string(), 'Its article, as readers know it.', '0123456789abcdef0123456789abcdef'),
    became: annotated(
      z.enum(['published', 'corrected', 'shown', 'withdrawn', 'unchanged', 'held']),
      'What the request has changed. `shown`: in words that readers do not notice, of which nobody is told. `held`: an editor ' +
        'has to approve it first; a version that is out stays out until then.',
      'published',
    ),
    status: z.optional(
      annotated(
        z.enum(['embargoed', 'live', 'withdrawn', 'expired']),
        'As it stands now. The operator may have withdrawn it.',
        'live',
      ),
    ),
    version: z.optional(annotated(z.int(), 'Of the article.', 1)),
    corrected: z.optional(annotated(z.array(z.string()), "Parts that stay in the operator's words.", ['title'])),
  }),
  'What became of a story.',
);
