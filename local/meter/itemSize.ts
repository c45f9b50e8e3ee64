import { isDeepStrictEqual } from 'node:util';
import type { TableIndex } from '../engines/tables.ts';
import type { Item } from '../journal/streamRecord.ts';
import { isObject, type Json, textOf } from '../template/json.ts';

/** The bytes of an attribute value, by DynamoDB's rules ("Item sizes and formats" in its developer guide). */
function valueSize(value: Json | undefined): number {
  if (!isObject(value)) return 0;
  const [[type, content] = []] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(textOf(content));
    case 'B':
      return Math.floor((textOf(content).length * 3) / 4);
    case 'N':
      return (
        Math.ceil(textOf(content).replace(/^-|\.|^0+/g, '').length / 2) + 1 + (textOf(content).startsWith('-') ? 1 : 0)
      );
    case 'L':
      return 3 + (Array.isArray(content) ? content : []).reduce<number>((sum, inner) => sum + valueSize(inner) + 1, 0);
    case 'M':
      return (
        3 +
        (isObject(content) ? Object.entries(content) : []).reduce(
          (sum, [name, inner]) => sum + Buffer.byteLength(name) + valueSize(inner) + 1,
          0,
        )
      );
    case 'SS':
    case 'NS':
    case 'BS':
      return (Array.isArray(content) ? content : []).reduce<number>(
        (sum, inner) => sum + valueSize({ [type.slice(0, 1)]: inner }),
        0,
      );
    default:
      return 1;
  }
}

/** The bytes of an item. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

/** Write units of a change of one item: each started kB of the larger image. */
export const writeUnits = (before: Item | undefined, after: Item | undefined): number =>
  Math.max(1, ...[before, after].map((image) => Math.ceil((image === undefined ? 0 : itemSize(image)) / 1024)));

function projected({ keys, projected: names }: TableIndex, item: Item | undefined): Item | undefined {
  if (item === undefined || !keys.every((key) => key in item)) return undefined;
  return names === undefined ? item : Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/**
 * Write units that a change costs in the indexes: none where nothing projected changes, a delete and a put where a key
 * does.
 */
export function indexWriteUnits(
  indexes: readonly TableIndex[],
  before: Item | undefined,
  after: Item | undefined,
): number {
  return indexes.reduce((sum, index) => {
    const [old, young] = [projected(index, before), projected(index, after)];
    if (isDeepStrictEqual(old, young)) return sum;
    const moved =
      old !== undefined && young !== undefined && !index.keys.every((key) => isDeepStrictEqual(old[key], young[key]));
    return sum + (moved ? writeUnits(old, undefined) + writeUnits(undefined, young) : writeUnits(old, young));
  }, 0);
}
