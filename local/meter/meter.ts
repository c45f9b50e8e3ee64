import { priceOf } from '../../pricing/prices.ts';
import type { Counted } from '../../pricing/prices.ts';

/** The use of one kind of call. */
export interface Usage {
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Billed requests: chunks of 64 kB for SQS and SNS. */
  readonly requests: number;
  readonly messages: number;
  readonly gigabyteSeconds: number;
  /** Of logs, and of what leaves AWS. */
  readonly bytes: number;
  readonly dollars: number;
}

export interface MeterLine extends Usage {
  /** The caller: a function's logical id, `operator`, or `http` for requests to the API. */
  readonly function: string;
  readonly service: string;
  readonly operation: string;
}

/** A reading: all lines since the start, or between two readings. */
export interface MeterReading {
  /** Calls of functions, of the operator and of readers, and runs of functions. */
  readonly lines: readonly MeterLine[];
  /** What is billed beside them and is no call of anybody: logs, traces, the edge. */
  readonly beside: readonly MeterLine[];
  /** Of both. */
  readonly dollars: number;
}

const fields = [
  'calls',
  'readUnits',
  'writeUnits',
  'requests',
  'messages',
  'gigabyteSeconds',
  'bytes',
  'dollars',
] as const;
const nothing: Usage = {
  calls: 0,
  readUnits: 0,
  writeUnits: 0,
  requests: 0,
  messages: 0,
  gigabyteSeconds: 0,
  bytes: 0,
  dollars: 0,
};

const combine = (one: Usage, other: Usage, sign: 1 | -1): Usage =>
  Object.fromEntries(fields.map((field) => [field, one[field] + sign * other[field]])) as unknown as Usage;

/** Counts what AWS would bill, by caller, service and operation. */
export class Meter {
  readonly #lines = new Map<string, MeterLine>();

  /** Counts one call. */
  count(caller: string, service: string, operation: string, counted: Counted): void {
    const key = `${caller} ${service} ${operation}`;
    const { readUnits = 0, writeUnits = 0, requests = 0, messages = 0, gigabyteSeconds = 0, bytes = 0 } = counted;
    const usage: Usage = {
      calls: 1,
      readUnits,
      writeUnits,
      requests,
      messages,
      gigabyteSeconds,
      bytes,
      dollars: priceOf(service, counted),
    };
    this.#lines.set(key, {
      function: caller,
      service,
      operation,
      ...combine(this.#lines.get(key) ?? nothing, usage, 1),
    });
  }

  /** All that was counted up to now. */
  snapshot(): MeterReading {
    return reading([...this.#lines.values()]);
  }

  /** The counts since a snapshot. */
  since(before: MeterReading): MeterReading {
    const lines = [...this.#lines.values()].map((line) => {
      const former = [...before.lines, ...before.beside].find(
        (other) =>
          other.function === line.function && other.service === line.service && other.operation === line.operation,
      );
      return { ...line, ...combine(line, former ?? nothing, -1) };
    });
    return reading(lines.filter(({ calls }) => calls > 0));
  }
}

const besideCalls = new Set(['logs', 'xray', 'cloudfront']);

const reading = (lines: MeterLine[]): MeterReading => ({
  lines: lines.filter(({ service }) => !besideCalls.has(service)),
  beside: lines.filter(({ service }) => besideCalls.has(service)),
  dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0),
});
