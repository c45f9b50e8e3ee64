import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { publicationOf } from '../../modules/digests/content/digestContent.ts';
import { DigestsTable } from '../../modules/digests/digestsTable.ts';
import { showDigest } from '../../modules/digests/page/showDigest.ts';
import { issuePath } from '../../modules/subscribers/readerKey.ts';
import { answerSignUp } from '../../modules/subscribers/sign-up/answer.ts';
import { pageResponse } from '../../modules/reader-pages/respond.ts';
import { reportSignUp } from '../../modules/subscribers/sign-up/report.ts';
import { signUpServices } from '../../modules/subscribers/sign-up/services.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { signUpEnv } from './env.ts';

export const handler = httpHandler(
  signUpEnv,
  (env) => {
    const client = documentClient();
    const issues = {
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      about: publicationOf(env),
    };
    return { ...signUpServices(client, env), others: { [issuePath]: { GET: showDigest(issues) } } };
  },
  {
    answer: async (event, { logger, metrics, others, ...services }) => {
      const { reply, ...about } = await answerSignUp(event, services, new Date(), others);
      const result = pageResponse(event.requestContext.http.method, reply, services.publication);
      reportSignUp({ ...about, did: reply.did, status: result.statusCode ?? 200 }, { logger, metrics });
      return result;
    },
  },
);
