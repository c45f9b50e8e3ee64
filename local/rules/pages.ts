import type { Table } from '../engines/tables.ts';
import type { Call } from '../gateway/call.ts';
import { without, type Answer } from '../gateway/exchange.ts';
import { itemSize } from '../meter/itemSize.ts';
import { isObject, textOf } from '../template/json.ts';

const pageBytes = 1024 * 1024;

/**
 * A page of a query or scan holds 1 MB in bytes of UTF-8, and says where the next begins; dynalite counts characters.
 * Only what is answered can be weighed here: a filter or a projection makes pages longer than in AWS, never shorter.
 * "Paginating the results", https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
export function withinPage({ service, operation, input }: Call, answer: Answer, tables: readonly Table[]): Answer {
  if (
    service !== 'dynamodb' ||
    (operation !== 'Query' && operation !== 'Scan') ||
    answer.status !== 200 ||
    answer.body.length < pageBytes
  )
    return answer;
  const parsed: unknown = JSON.parse(answer.body.toString());
  if (!isObject(parsed) || !Array.isArray(parsed['Items'])) return answer;
  const items = parsed['Items'].filter(isObject);
  let bytes = 0;
  const last = items.findIndex((item) => (bytes += itemSize(item)) >= pageBytes);
  const lastItem = items[last];
  if (lastItem === undefined || last === items.length - 1) return answer;
  const table = tables.find(({ name }) => name === textOf(input['TableName']).split('/').at(-1));
  const index = table?.indexes.find(({ name }) => name === input['IndexName']);
  const keys = new Set([...(table?.keys ?? []), ...(index?.keys ?? [])]);
  const page = {
    ...parsed,
    Items: items.slice(0, last + 1),
    Count: last + 1,
    ScannedCount: last + 1,
    LastEvaluatedKey: Object.fromEntries(Object.entries(lastItem).filter(([name]) => keys.has(name))),
  };
  return { ...answer, headers: without(answer.headers, 'x-amz-crc32'), body: Buffer.from(JSON.stringify(page)) };
}
