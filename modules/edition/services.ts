import type { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import type { ArticlesTable } from '../articles/articlesTable.ts';
import type { DirectoryTable } from '../articles/directoryTable.ts';
import type { ListsTable } from '../articles/listsTable.ts';
import type { SearchTable } from '../search/searchTable.ts';
import type { SourcesTable } from '../sources/sourcesTable.ts';
import type { CommentsTable } from '../comments/commentsTable.ts';
import type { Invocation } from '../../platform/runtime/lambda.ts';
import type { MastheadReader } from './mastheadReader.ts';
import type { Site } from './site.ts';

/** Readers' comments, where the stage takes them. */
export interface CommentsOfSite {
  readonly table: Pick<CommentsTable, 'shown'>;
  /** Days after its date for which an article takes comments. */
  readonly closeAfterDays: number;
}

/** All that the edition reads. */
export interface EditionServices {
  readonly lists: ListsTable;
  readonly search: SearchTable;
  readonly articles: ArticlesTable;
  readonly editions: AnnouncedVersionsTable;
  readonly directory: DirectoryTable;
  readonly sources: Pick<SourcesTable, 'get'>;
  readonly masthead: MastheadReader;
  readonly site: Site;
  readonly logger: Pick<Invocation['logger'], 'warn'>;
  /** Undefined where the stage takes no comments. */
  readonly comments?: CommentsOfSite | undefined;
}
