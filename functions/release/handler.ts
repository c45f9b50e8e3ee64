import { ArticlesTable } from '../shared/aws/articlesTable.ts';
import { documentClient } from '../shared/aws/clients.ts';
import { countSome } from '../shared/runtime/countSome.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { releaseEnv } from './env.ts';
import { releaseDue } from './releaseDue.ts';

export const handler = lambda(
  () => {
    const env = releaseEnv.read();
    return { articles: new ArticlesTable(documentClient(), env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)) };
  },
  async (_event: unknown, { articles, logger, metrics }) => {
    const done = await releaseDue(articles, new Date());
    for (const { id, version, status } of done) logger.info('article fell due', { articleId: id, version, status });
    countSome(metrics, 'ArticlesFallenDue', done.length);
  },
);
