import type { FaultKind } from '../../local/gateway/faults.ts';

type Watcher = (by: string, server: string) => void;

/** The requests that functions make to servers outside, one of which may meet a fault. */
export class Requests {
  #watcher: Watcher | undefined;
  #armed: { readonly server: string; left: number; readonly kind: FaultKind } | undefined;

  watch(watcher: Watcher | undefined): void {
    this.#watcher = watcher;
  }

  /** The nth request to a server from now on meets a fault. */
  arm(server: string, nth: number, kind: FaultKind): void {
    this.#armed = { server, left: nth, kind };
  }

  get pending(): boolean {
    return this.#armed !== undefined;
  }

  clear(): void {
    this.#armed = undefined;
  }

  /** A server was asked; the fault that it must meet, if any. @param by the function that asks */
  meet(by: string, server: string): FaultKind | undefined {
    this.#watcher?.(by, server);
    const armed = this.#armed;
    if (armed?.server !== server || (armed.left -= 1) > 0) return undefined;
    this.#armed = undefined;
    return armed.kind;
  }
}
