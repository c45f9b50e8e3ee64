import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { publicationOf } from '../../modules/digests/content/digestContent.ts';
import { DigestMaker } from '../../modules/digests/content/maker.ts';
import { DigestsTable } from '../../modules/digests/digestsTable.ts';
import { digestMessages } from '../../modules/digests/sending/digestBatch.ts';
import { mailServices } from '../../modules/mail/services.ts';
import { issueLink, readerKeyWith } from '../../modules/subscribers/readerKey.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { digestEnv } from './env.ts';

export const handler = queueHandler(
  digestEnv,
  async (env) => {
    const client = documentClient();
    const key = readerKeyWith(await readSecret(env.READER_KEY_ARN));
    const about = publicationOf(env);
    return {
      ...about,
      ...mailServices(client, env),
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
      maker: new DigestMaker({
        log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
        articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
        announcedVersions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
        publication: about,
        pageOf: (issue) => issueLink(issue, { key, ...about }),
      }),
      key,
      noted: new WeakSet(),
    };
  },
  digestMessages,
);
