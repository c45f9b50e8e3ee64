import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';
import type { Item } from './readExport.ts';

export type TableName = keyof Deployment['tableNames'];

/**
 * The table that rows are at home in, by how their partition keys begin. Rows of later releases, which no line here
 * knows, may go into any.
 */
const homes: Readonly<Record<string, TableName>> = {
  SOURCE: 'sources',
  SCHEDULE: 'sources',
  ARTICLE: 'articles',
  RECALL: 'articles',
  LOG: 'articles',
  'LOG-END': 'articles',
  LIST: 'articles',
  STEM: 'articles',
  DIRECTORY: 'articles',
  'DIRECTORY-WORDS': 'articles',
  PINS: 'articles',
  'TOPIC-RULES': 'articles',
  WEATHER: 'articles',
  COMMENT: 'articles',
  COMMENTS: 'articles',
  SUBSCRIBERS: 'subscribers',
  PARTNER: 'subscribers',
  ENDPOINTS: 'subscribers',
  'MAIL-PACE': 'subscribers',
  ENDPOINT: 'deliveries',
  DIGESTS: 'deliveries',
  ISSUE: 'deliveries',
};

/** @throws OperatorError where an item is at home in another table */
export function refuseForeign(items: readonly Item[], table: TableName, file: string): void {
  for (const { pk } of items) {
    const home = homes[pk.split('#')[0] ?? ''];
    if (home !== undefined && home !== table)
      throw new OperatorError(
        `${file} is an export of ${home}, not of ${table}: it holds ${pk.slice(0, 40)}. Nothing was changed.`,
      );
  }
}

/** @throws OperatorError that lists the tables there are */
export function tableNamed(name: string, { tableNames }: Pick<Deployment, 'tableNames'>): TableName {
  if (Object.hasOwn(tableNames, name)) return name as TableName;
  throw new OperatorError(`There is no table ${name}: ${Object.keys(tableNames).join(', ')}.`);
}
