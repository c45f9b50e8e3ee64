import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient, QueryCommandInput } from '@aws-sdk/lib-dynamodb';

/** A table as one of its owners sees it: several kinds of rows, each with a class of its own, may share a table. */
export abstract class Table {
  protected readonly client: DynamoDBDocumentClient;
  protected readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }

  /** The rows of a query, page by page: whoever has enough of them stops the reading. */
  protected async *pages(query: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Record<string, unknown>[]> {
    const pages = paginateQuery({ client: this.client }, { TableName: this.table, ...query });
    for await (const { Items = [] } of pages) yield Items;
  }
}
