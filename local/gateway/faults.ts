import type { Call } from './call.ts';

export const faultKinds = [
  'throttle',
  'fail',
  'timeout-before',
  'timeout-after',
  'kill-before',
  'kill-after',
  'late',
] as const;

/**
 * `throttle` and `fail` answer an error without an effect; `timeout-*` cut the connection before or after the effect;
 * `kill-*` end the worker that called, before or after the effect. `late` lets the invocation end by its own timeout
 * while it waits for the answer; that the time passes is left out.
 */
export type FaultKind = (typeof faultKinds)[number];

/** Which calls meet a fault; what is left out fits every call. */
export interface Fault {
  /** The caller's logical id. */
  readonly function?: string;
  readonly service?: string;
  readonly operation?: string;
  /** The first call that meets it, counted from 1 among those that fit. */
  readonly nth?: number;
  readonly kind: FaultKind;
  /** How many calls meet it; 1 unless told. Mind that SDKs retry. */
  readonly times?: number;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
  met: number;
}

/** The faults that wait for their call. */
export class Faults {
  #armed: Armed[] = [];
  #watcher: ((call: Call) => void) | undefined;

  add(fault: Fault): void {
    this.#armed.push({ fault, seen: 0, met: 0 });
  }

  clear(): void {
    this.#armed = [];
  }

  /** Tells of every call that could meet a fault; one watcher at a time, none where undefined. */
  watch(watcher: ((call: Call) => void) | undefined): void {
    this.#watcher = watcher;
  }

  /** How many calls have yet to meet a fault. */
  get pending(): number {
    return this.#armed.reduce((sum, { fault, met }) => sum + (fault.times ?? 1) - met, 0);
  }

  /** The fault that this call meets, if any. */
  meet(call: Call): FaultKind | undefined {
    this.#watcher?.(call);
    const { caller, service, operation } = call;
    const fits = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value;
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!fits(fault.function, caller.name) || !fits(fault.service, service) || !fits(fault.operation, operation))
        continue;
      armed.seen += 1;
      if (armed.seen < (fault.nth ?? 1) || armed.met >= (fault.times ?? 1)) continue;
      armed.met += 1;
      if (armed.met === (fault.times ?? 1)) this.#armed = this.#armed.filter((other) => other !== armed);
      return fault.kind;
    }
    return undefined;
  }
}
