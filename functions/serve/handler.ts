import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { answerReader } from '../../modules/edition/answer.ts';
import { documentClient } from '../../platform/dynamodb/table.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { serveEnv } from './env.ts';

export const handler = httpHandler(
  serveEnv,
  (env) => {
    const client = documentClient();
    return {
      lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      publicUrl: env.PUBLIC_URL,
      publication: env.PUBLICATION_TITLE,
      contact: env.CONTACT_ADDRESS,
    };
  },
  { answer: (event, services) => answerReader(event, services, new Date()) },
);
