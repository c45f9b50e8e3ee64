import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answerReader } from '../../modules/edition/answer.ts';
import { serveEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = serveEnv.read();
    const client = documentClient();
    return {
      lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      publicUrl: env.PUBLIC_URL,
      publication: env.PUBLICATION_TITLE,
      contact: env.CONTACT_ADDRESS,
      edgeSecret: env.EDGE_SECRET,
    };
  },
  async (event: APIGatewayProxyEventV2, { edgeSecret, ...serving }) =>
    refusedOutsideEdge(event, edgeSecret) ?? answerReader(event, serving, new Date()),
);
