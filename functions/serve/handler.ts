import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { DirectoryTable } from '../../modules/articles/directoryTable.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { SearchTable } from '../../modules/search/searchTable.ts';
import { answerReader } from '../../modules/edition/answer.ts';
import { PinsTable } from '../../modules/articles/pinsTable.ts';
import { MastheadReader } from '../../modules/edition/mastheadReader.ts';
import { editionSettingsSchema } from '../../modules/edition/settings.ts';
import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { CommentsTable } from '../../modules/comments/commentsTable.ts';
import { WeatherTable } from '../../modules/weather/weatherTable.ts';
import { documentClient } from '../../platform/dynamodb/table.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { serveEnv } from './env.ts';

export const handler = httpHandler(
  serveEnv,
  (env) => {
    const client = documentClient();
    const directory = new DirectoryTable(client, env.ARTICLES_TABLE);
    return {
      lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      search: new SearchTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      editions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
      directory,
      masthead: new MastheadReader(
        directory,
        new PinsTable(client, env.ARTICLES_TABLE),
        new WeatherTable(client, env.ARTICLES_TABLE),
      ),
      sources: new SourcesTable(client, env.SOURCES_TABLE),
      comments:
        env.COMMENTS_CLOSE_AFTER_DAYS === 'off'
          ? undefined
          : {
              table: new CommentsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
              closeAfterDays: Number(env.COMMENTS_CLOSE_AFTER_DAYS),
            },
      site: {
        publicUrl: env.PUBLIC_URL,
        publication: env.PUBLICATION_TITLE,
        contact: env.CONTACT_ADDRESS,
        ...editionSettingsSchema.parse(JSON.parse(env.EDITION)),
      },
    };
  },
  { answer: (event, services) => answerReader(event, services, new Date()) },
);
