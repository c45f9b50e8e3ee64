import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

type Json = Record<string, unknown>;
/** Turns one row, key or set of values into another form. */
type Convert = (row: Json) => Json;
/** Finds the rows in a part of a message, and turns each. */
type Walk = (part: unknown, convert: Convert) => unknown;

const row: Walk = (part, convert) => convert(part as Json);
const listOf =
  (walk: Walk): Walk =>
  (parts, convert) =>
    (parts as unknown[]).map((part) => walk(part, convert));
const mapOf =
  (walk: Walk): Walk =>
  (parts, convert) =>
    Object.fromEntries(Object.entries(parts as Json).map(([name, part]) => [name, walk(part, convert)]));
const membersOf =
  (walks: Readonly<Record<string, Walk>>): Walk =>
  (message, convert) => {
    const turned: Json = {};
    for (const [name, part] of Object.entries(message as Json)) {
      const walk = part === undefined ? undefined : walks[name];
      turned[name] = walk === undefined ? part : walk(part, convert);
    }
    return turned;
  };

const writes = listOf(membersOf({ PutRequest: membersOf({ Item: row }), DeleteRequest: membersOf({ Key: row }) }));
const reads = membersOf({ Keys: listOf(row) });

/** Where rows, keys and values stand in what DynamoDB is asked and answers (Amazon DynamoDB API reference). */
const message = membersOf({
  Item: row,
  Key: row,
  ExpressionAttributeValues: row,
  ExclusiveStartKey: row,
  LastEvaluatedKey: row,
  Attributes: row,
  Items: listOf(row),
  Responses: mapOf(listOf(row)),
  RequestItems: mapOf((part, convert) => (Array.isArray(part) ? writes : reads)(part, convert)),
  UnprocessedItems: mapOf(writes),
  UnprocessedKeys: mapOf(reads),
});

/** A request with JavaScript's own values, as DynamoDB's JSON. */
export const toDynamo = (input: object): string =>
  JSON.stringify(
    message(input, (values) => marshall(values, { removeUndefinedValues: true })),
    binaryToText,
  );

/** DynamoDB's JSON, with JavaScript's own values. */
export const fromDynamo = (answer: string): unknown =>
  message(JSON.parse(answer), (values) => unmarshall(withBytes(values) as Parameters<typeof unmarshall>[0]));

/** A Buffer has its own toJSON, which comes first. */
function binaryToText(this: Json, name: string, value: unknown): unknown {
  const own = name === 'B' ? this[name] : undefined;
  return own instanceof Uint8Array ? Buffer.from(own).toString('base64') : value;
}

/** Attribute values whose binaries are bytes, not text: `unmarshall` takes them as they are. */
const withBytes = (values: Json): Json =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueWithBytes(value as Json)]));

function valueWithBytes(value: Json): Json {
  if (typeof value['B'] === 'string') return { B: new Uint8Array(Buffer.from(value['B'], 'base64')) };
  if (value['M'] !== undefined) return { M: withBytes(value['M'] as Json) };
  if (value['L'] !== undefined) return { L: (value['L'] as Json[]).map(valueWithBytes) };
  return value;
}
