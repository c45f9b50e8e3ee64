import { PinsTable } from '../articles/pinsTable.ts';
import { editionSettingsSchema } from './settings.ts';
import { WeatherTable } from '../weather/weatherTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import { ArticlesTable } from '../articles/articlesTable.ts';
import { KeptArticles } from '../articles/keptArticles.ts';
import { DirectoryTable } from '../articles/directoryTable.ts';
import { ListsTable } from '../articles/listsTable.ts';
import { SearchTable } from '../search/searchTable.ts';
import { SourcesTable } from '../sources/sourcesTable.ts';
import { CommentsTable } from '../comments/commentsTable.ts';
import type { Invocation } from '../../platform/runtime/lambda.ts';
import { MastheadReader } from './mastheadReader.ts';
import type { Site } from './site.ts';

/** Readers' comments, where the stage takes them. */
export interface CommentsOfSite {
  readonly table: Pick<CommentsTable, 'shown'>;
  /** Days after its date for which an article takes comments. */
  readonly closeAfterDays: number;
}

/** @param closeAfterDays as the environment has it: "off" where the stage takes no comments */
const commentsOfSite = (closeAfterDays: string, table: CommentsTable): CommentsOfSite | undefined =>
  closeAfterDays === 'off' ? undefined : { table, closeAfterDays: Number(closeAfterDays) };

/** All that the edition reads. */
export interface EditionServices {
  readonly lists: ListsTable;
  readonly search: SearchTable;
  readonly articles: ArticlesTable;
  /** For lists: by the versions that these name. */
  readonly kept: KeptArticles;
  readonly announced: AnnouncedVersionsTable;
  readonly directory: DirectoryTable;
  readonly sources: Pick<SourcesTable, 'get'>;
  readonly masthead: MastheadReader;
  readonly site: Site;
  readonly logger: Pick<Invocation['logger'], 'warn'>;
  /** Undefined where the stage takes no comments. */
  readonly comments?: CommentsOfSite | undefined;
}

type Variable =
  | 'ARTICLES_TABLE'
  | 'SOURCES_TABLE'
  | 'RETENTION_DAYS'
  | 'PUBLIC_URL'
  | 'PUBLICATION_TITLE'
  | 'CONTACT_ADDRESS'
  | 'EDITION'
  | 'COMMENTS_CLOSE_AFTER_DAYS';

/** The services of the environment, built once a cold start. */
export function editionServices(env: Readonly<Record<Variable, string>>): Omit<EditionServices, 'logger'> {
  const client = documentClient();
  const directory = new DirectoryTable(client, env.ARTICLES_TABLE);
  const articles = new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS));
  return {
    lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
    search: new SearchTable(client, env.ARTICLES_TABLE),
    articles,
    kept: new KeptArticles(articles),
    announced: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
    directory,
    masthead: new MastheadReader(
      directory,
      new PinsTable(client, env.ARTICLES_TABLE),
      new WeatherTable(client, env.ARTICLES_TABLE),
    ),
    sources: new SourcesTable(client, env.SOURCES_TABLE),
    comments: commentsOfSite(
      env.COMMENTS_CLOSE_AFTER_DAYS,
      new CommentsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
    ),
    site: {
      publicUrl: env.PUBLIC_URL,
      publication: env.PUBLICATION_TITLE,
      contact: env.CONTACT_ADDRESS,
      ...editionSettingsSchema.parse(JSON.parse(env.EDITION)),
    },
  };
}
