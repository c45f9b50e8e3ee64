import { EventEmitter, once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';

/** Which event source mappings and schedules are switched off, and since when; a restart keeps them. */
export class Switches {
  readonly #database: DatabaseSync;
  readonly #turned = new EventEmitter<{ turned: [string] }>();
  readonly #off: Set<string>;
  readonly #rounds = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#off = new Set(
      database
        .prepare('SELECT id FROM switched_off')
        .all()
        .map(({ id }) => String(id)),
    );
    this.#turned.setMaxListeners(0);
  }

  isOff(id: string): boolean {
    return this.#off.has(id);
  }

  turn(id: string, on: boolean): void {
    if (on) this.#database.prepare('DELETE FROM switched_off WHERE id = ?').run(id);
    else this.#database.prepare('INSERT OR IGNORE INTO switched_off (id) VALUES (?)').run(id);
    this.#off[on ? 'delete' : 'add'](id);
    this.#turned.emit('turned', id);
  }

  /** Waits while it is off. */
  async untilOn(id: string, stopping: AbortSignal): Promise<void> {
    while (this.isOff(id) && !stopping.aborted)
      await once(this.#turned, 'turned', { signal: stopping }).catch(() => undefined);
  }

  /** Does a round of work; what is on its way when it is turned off is done to its end, as in AWS. */
  async round(id: string, work: () => Promise<void>): Promise<void> {
    this.#rounds.set(id, (this.#rounds.get(id) ?? 0) + 1);
    try {
      await work();
    } finally {
      this.#rounds.set(id, (this.#rounds.get(id) ?? 1) - 1);
    }
  }

  /** As Lambda calls it. */
  stateOf(id: string): 'Enabled' | 'Disabling' | 'Disabled' {
    if (!this.isOff(id)) return 'Enabled';
    return (this.#rounds.get(id) ?? 0) > 0 ? 'Disabling' : 'Disabled';
  }
}
