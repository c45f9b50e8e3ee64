import { createHash } from 'node:crypto';

/** How many partitions a due index is spread over, so that a million rows do not meet in one. */
const shardCount = 16;

/** The shard of a due index that an id always falls into. */
export const shardOf = (id: string): string =>
  `due-${createHash('sha256').update(id).digest().readUInt8(0) % shardCount}`;

export const allShards: readonly string[] = Array.from({ length: shardCount }, (_, index) => `due-${index}`);
