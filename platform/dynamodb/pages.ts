import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput, QueryCommandOutput, ScanCommandInput, ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../aws/documents.ts';

/** The answers to a query, page by page: whoever has enough of them stops the reading. */
export const queryPages = (client: Documents, input: QueryCommandInput): AsyncGenerator<QueryCommandOutput> =>
  pages(input, (page) => client.send(new QueryCommand(page)));

/** The same of a scan. */
export const scanPages = (client: Documents, input: ScanCommandInput): AsyncGenerator<ScanCommandOutput> =>
  pages(input, (page) => client.send(new ScanCommand(page)));

async function* pages<
  Input extends QueryCommandInput | ScanCommandInput,
  Output extends QueryCommandOutput | ScanCommandOutput,
>(input: Input, send: (page: Input) => Promise<Output>): AsyncGenerator<Output> {
  let ExclusiveStartKey = input.ExclusiveStartKey;
  do {
    const page = await send({ ...input, ExclusiveStartKey });
    yield page;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}
