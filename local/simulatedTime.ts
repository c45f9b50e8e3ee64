/**
 * Time that a test moves. In the twin and in every function `Date` is the machine's own plus what was let pass, so that
 * days take as long as what is done in them. Timers are not moved: who simulates must wait until all is quiet before
 * time may go on.
 */
export class SimulatedTime {
  /** Milliseconds that were let pass; shared with the functions' threads. */
  readonly shared = new SharedArrayBuffer(8);
  #passed: () => void = () => undefined;
  /** How far the clock of a function's host is off, from its next worker on. */
  skewMs = 0;

  /** From here on `Date` of this thread is the simulated one. */
  constructor() {
    moveDate(this.shared);
  }

  /** Tells one listener each time that time has passed. */
  onPassed(listener: () => void): void {
    this.#passed = listener;
  }

  pass(milliseconds: number): void {
    Atomics.add(new BigInt64Array(this.shared), 0, BigInt(Math.round(milliseconds)));
    this.#passed();
  }
}

/** Replaces this thread's `Date`. To be called before anything keeps a reference to it. */
export function moveDate(shared: SharedArrayBuffer, skewMs = 0): void {
  const passed = new BigInt64Array(shared);
  const RealDate = globalThis.Date;
  const now = (): number => RealDate.now() + Number(Atomics.load(passed, 0)) + skewMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}
