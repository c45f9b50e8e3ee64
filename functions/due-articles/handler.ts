import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { dueArticlesEnv } from './env.ts';
import { releaseDue } from '../../modules/articles/applyDueArticles.ts';

export const handler = lambda(
  () => {
    const env = dueArticlesEnv.read();
    return { articles: new ArticlesTable(documentClient(), env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)) };
  },
  async (_event: unknown, { articles, logger, metrics }) => {
    const done = await releaseDue(articles, new Date());
    for (const { id, version, status } of done) logger.info('article fell due', { articleId: id, version, status });
    countSome(metrics, 'ArticlesFallenDue', done.length);
  },
);
