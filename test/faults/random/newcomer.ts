import type { Person, Wish } from '../person.ts';

/** Somebody who signs up in the middle of a random life, and may leave: what got no answer they do again when they come back to it. */
export class Newcomer {
  readonly person: Person;
  leftAtMs: number | undefined;
  readonly #wish: Wish;
  #leaves = false;

  constructor(person: Person, wish: Wish) {
    this.person = person;
    this.#wish = wish;
  }

  /** Does what comes next: presses the button of a mail that asks, or signs up where none counts; and leaves, once that is wanted. */
  async goOn(): Promise<void> {
    if (!this.person.confirmed) {
      if (!(await this.person.confirm())) await this.person.signUp(this.#wish);
    } else if (this.#leaves && (await this.person.leave())) {
      this.leftAtMs ??= Date.now();
    }
  }

  /** Wants no more; who gets nothing yet has nothing to leave. */
  leave(): Promise<void> {
    this.#leaves = this.person.confirmed;
    return this.goOn();
  }
}
