import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { applyDueArticles } from '../../modules/articles/changeArticle.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { dueArticlesEnv } from './env.ts';

export const handler = sweepHandler(
  dueArticlesEnv,
  (env) => ({ articles: new ArticlesTable(documentClient(), env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)) }),
  async ({ articles, logger }, now, countSome) => {
    const done = await applyDueArticles(articles, now);
    for (const { id, version, status } of done) logger.info('article fell due', { articleId: id, version, status });
    countSome('ArticlesFallenDue', done.length);
  },
);
