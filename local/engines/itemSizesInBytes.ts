import { createRequire } from 'node:module';
import { itemSize } from '../meter/itemSize.ts';
import type { Item } from '../journal/streamRecord.ts';

interface DynaliteDb {
  itemSize(item: Item): number;
}

/**
 * Lets dynalite weigh items as DynamoDB does: 400 kB (409,600 bytes) are counted in bytes of UTF-8, names and values,
 * while dynalite counts characters, so that it takes three times as much of a text in Georgian. `Item size has exceeded
 * the maximum allowed size` is its own answer. "Item size",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function weighItemsInBytes(): void {
  const db = createRequire(createRequire(import.meta.url).resolve('dynalite'))('./db') as DynaliteDb;
  db.itemSize = itemSize;
}
