import { TwinError } from '../twinError.ts';
import type { AsyncInvoker } from '../lambda/asyncInvoker.ts';
import type { DeployedFunction } from '../lambda/functions.ts';
import type { Switches } from '../control/switches.ts';
import type { Schedule } from './schedule.ts';

/** Fires the schedules: each once at the start, and then at its rate. */
export class Clock {
  readonly #schedules: readonly Schedule[];
  readonly #functionByArn: (arn: string) => DeployedFunction | undefined;
  readonly #invoker: AsyncInvoker;
  readonly #failed: (error: unknown) => void;
  readonly #switches: Switches;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(
    schedules: readonly Schedule[],
    functionByArn: (arn: string) => DeployedFunction | undefined,
    invoker: AsyncInvoker,
    switches: Switches,
    failed: (error: unknown) => void,
  ) {
    this.#schedules = schedules;
    this.#functionByArn = functionByArn;
    this.#invoker = invoker;
    this.#failed = failed;
    this.#switches = switches;
  }

  start(): void {
    for (const schedule of this.#schedules) {
      const fire = (): void => {
        this.#fire(schedule).catch(this.#failed);
      };
      fire();
      this.#timers.push(setInterval(fire, schedule.everyMs));
    }
  }

  /** Fires one schedule by its logical id, or all; ends when their functions have. */
  async fire(id: string): Promise<void> {
    const chosen = this.#schedules.filter((schedule) => id === 'all' || schedule.id === id);
    if (chosen.length === 0)
      throw new TwinError(
        `The template has no schedule ${id}; it has ${this.#schedules.map((schedule) => schedule.id).join(', ') || 'none'}.`,
      );
    await Promise.all(chosen.map((schedule) => this.#fire(schedule)));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #fire({ id, targets }: Schedule): Promise<void> {
    if (this.#switches.isOff(id)) return;
    await Promise.all(
      targets.map(async ({ functionArn, event }) => {
        const target = this.#functionByArn(functionArn);
        if (target === undefined)
          throw new TwinError(`The schedule ${id} starts ${functionArn}, which is no function of the stack.`);
        await this.#invoker.invoke(target.lambda, target.asyncSettings, event());
      }),
    );
  }
}
