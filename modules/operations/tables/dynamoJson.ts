import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** An item as a line of DynamoDB's exports: DynamoDB JSON, in which bytes are Base64. */
export const lineOf = (item: Record<string, unknown>): string =>
  JSON.stringify({ Item: marshall(item) }, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

/**
 * The parsed line, with its bytes as bytes. An attribute that is itself called B or BS holds a typed value there, never
 * a text or a list.
 */
export const parseLine = (line: string): unknown =>
  JSON.parse(line, (key, value: unknown) => {
    if (key === 'B' && typeof value === 'string') return bytesOf(value);
    if (key === 'BS' && Array.isArray(value)) return value.map((text) => bytesOf(String(text)));
    return value;
  });

export const itemFrom = (attributes: unknown): Record<string, unknown> =>
  unmarshall(attributes as Record<string, AttributeValue>);
