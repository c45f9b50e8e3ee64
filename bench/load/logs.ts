import type { Twin } from '../../local/twin.ts';
import { builtFunctions } from '../builtFunctions.ts';

/** What a function ran and wrote. */
export interface Logged {
  readonly name: string;
  readonly runs: number;
  readonly milliseconds: number;
  readonly lines: number;
  readonly bytes: number;
}

/** Counts from now on what functions write to their logs, metrics included: CloudWatch asks by the gigabyte. */
export function collectLogs(twin: Twin): () => Logged[] {
  const names = new Map(builtFunctions(twin.stack).map(({ name, settings }) => [settings.id, name]));
  const logged = new Map<string, Logged>();
  const add = (id: string, more: Partial<Logged>): void => {
    const { name, runs, milliseconds, lines, bytes } = logged.get(id) ?? {
      name: names.get(id) ?? id,
      runs: 0,
      milliseconds: 0,
      lines: 0,
      bytes: 0,
    };
    logged.set(id, {
      name,
      runs: runs + (more.runs ?? 0),
      milliseconds: milliseconds + (more.milliseconds ?? 0),
      lines: lines + (more.lines ?? 0),
      bytes: bytes + (more.bytes ?? 0),
    });
  };
  twin.events.on('log', ({ function: id, text }) => {
    add(id, { lines: 1, bytes: Buffer.byteLength(text) });
  });
  twin.events.on('invocation', ({ function: id, milliseconds }) => {
    add(id, { runs: 1, milliseconds });
  });
  return () => [...logged.values()].filter(({ runs }) => runs > 0).toSorted((one, other) => other.bytes - one.bytes);
}
