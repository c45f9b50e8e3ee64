import * as z from 'zod/mini';
import { embargoed } from '../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../modules/articles/changeArticle.ts';
import { ruleKinds } from '../modules/editors/rule.ts';
import { removeRule } from '../modules/operations/editorRules.ts';
import { pinArticle, unpinArticle } from '../modules/operations/pinArticle.ts';
import { futureOf } from '../modules/operations/written.ts';
import { idSchema } from './action.ts';
import type { Action } from './action.ts';
import { ConsoleError } from './consoleError.ts';

const untilSchema = z.strictObject({ id: idSchema, until: z.string().check(z.maxLength(100)) });
const ruleSchema = z.strictObject({
  list: z.enum(['holds', 'blocks']),
  kind: z.enum(ruleKinds),
  value: z.string().check(z.maxLength(2_000)),
});

/** What editors do to articles, rules and the head of the pages: each button does what its command does. */
export const editorActions: Readonly<Record<string, Action>> = {
  '/articles/embargo': async (body, { articles }, now) => {
    const { id, until } = untilSchema.parse(body);
    const ends = futureOf(until, now);
    const after = await changeArticle(articles, id, (article) => embargoed(article, ends, now));
    if (!after) throw new ConsoleError('Nothing changed: it is withdrawn, or gone.');
    return `Nobody reads it before ${ends}.`;
  },
  '/articles/pin': async (body, deployment, now) => {
    const { id, until } = untilSchema.parse(body);
    return (await pinArticle(deployment, id, futureOf(until, now), now)).said;
  },
  '/articles/unpin': async (body, deployment) => {
    const { id } = z.strictObject({ id: idSchema }).parse(body);
    return (await unpinArticle(deployment, id)).said;
  },
  '/rules/remove': async (body, deployment) => {
    const { list, kind, value } = ruleSchema.parse(body);
    await removeRule(deployment, list, { kind, value });
    return list === 'holds'
      ? 'It holds nothing more; what waits goes on waiting.'
      : 'It blocks nothing more; what stands in feeds still comes in.';
  },
  '/weather/off': async (body, { weather }) => {
    z.strictObject({}).parse(body);
    await weather.remove();
    return 'Pages have no weather from the next minute on.';
  },
};
