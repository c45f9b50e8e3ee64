import { again } from '../again.ts';
import type { Person, Wish } from '../person.ts';

/** More than faults that wait at once. */
const mostTries = 12;

/**
 * Somebody who signs up in the middle of a random life, and may leave: what got no answer they do again when they come
 * back to it.
 */
export class Newcomer {
  readonly person: Person;
  leftAtMs: number | undefined;
  /** What they wished last, and each choice of sources that they made since it was taken. */
  wish: Wish;
  readonly choices: { readonly fromMs: number; readonly topics: string[]; readonly sources: string[] }[];
  #leaves = false;

  constructor(person: Person, wish: Wish) {
    this.person = person;
    this.wish = wish;
    this.choices = [{ fromMs: -Infinity, topics: [], sources: [...wish.sources] }];
  }

  /**
   * Does what comes next: presses the button of a mail that asks, or signs up where none counts; and leaves, once that
   * is wanted.
   */
  async goOn(): Promise<void> {
    if (!this.person.confirmed) {
      if (!(await this.person.confirm())) await this.person.signUp(this.wish);
    } else if (this.#leaves && (await this.person.leave())) {
      this.leftAtMs ??= Date.now();
    }
  }

  /** Chooses otherwise, where there is something to choose yet. */
  async choose(wish: Wish): Promise<void> {
    if (!this.person.confirmed || this.#leaves || !(await again(() => this.person.choose(wish), mostTries))) return;
    this.wish = wish;
    this.choices.push({ fromMs: Date.now(), topics: [], sources: [...wish.sources] });
  }

  /** Wants no more; who gets nothing yet has nothing to leave. */
  leave(): Promise<void> {
    this.#leaves = this.person.confirmed;
    return this.goOn();
  }
}
