import type { StreamCopy } from '../engines/streamCopy.ts';
import { isObject, textOf } from '../template/json.ts';
import { timeToLive, type Call } from './call.ts';
import type { Answer } from './exchange.ts';
import type { TableWrites, WriteOutcome } from './tableWrites.ts';

/** For an engine that is complete: it has made the records, and they are copied after each write. */
export class CopiedWrites implements TableWrites {
  readonly #copies: readonly StreamCopy[];

  constructor(copies: readonly StreamCopy[]) {
    this.#copies = copies;
  }

  async recover(): Promise<void> {
    await Promise.all(this.#copies.map((copy) => copy.pull()));
  }

  async around(call: Call, effect: () => Promise<Answer>): Promise<WriteOutcome> {
    const written = tablesWritten(call);
    const copies = this.#copies.filter(({ table }) => written.has(table.name));
    const expired = call.caller.name === timeToLive;
    // Earlier writes belong to other callers.
    if (expired) await Promise.all(copies.map((copy) => copy.pull()));
    const answer = await effect();
    await Promise.all(copies.map((copy) => copy.pull(expired ? call.input['Key'] : undefined)));
    return { answer, indexUnits: 0 };
  }
}

function tablesWritten({ service, operation, input: { TableName: name, RequestItems: requests } }: Call): Set<string> {
  if (service !== 'dynamodb' || !/^(Put|Update|Delete|BatchWrite)Item$/.test(operation)) return new Set();
  const names = isObject(requests) ? Object.keys(requests) : [textOf(name)];
  return new Set(names.map((nameOrArn) => nameOrArn.split('/').at(-1) ?? ''));
}
