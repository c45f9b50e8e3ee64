import type { Losses } from '../../../local/sources/losses.ts';

type Lossy = Parameters<Losses>[0];

/** Which of the pollers' next calls get lost. */
export class Lost {
  #armed: { readonly call: Lossy; left: number }[] = [];

  /** The nth such call from now on is lost. */
  arm(call: Lossy, nth: number): void {
    this.#armed.push({ call, left: nth });
  }

  clear(): void {
    this.#armed = [];
  }

  readonly losses: Losses = (call) => {
    for (const armed of this.#armed) if (armed.call === call) armed.left -= 1;
    const lost = this.#armed.some(({ left }) => left === 0);
    this.#armed = this.#armed.filter(({ left }) => left > 0);
    return lost;
  };
}
