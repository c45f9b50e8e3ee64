import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { nothingIn } from '../breach.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { End } from './end.ts';
import { live } from './life.ts';
import { breakAt } from './machine.ts';
import type { Borne, Broken } from './machine.ts';
import { wordsOf } from './points.ts';
import type { Company } from './points.ts';

type Outcome = Borne & { readonly nothing?: string };

/** One twin after the other, where a run comes to nothing. */
class Stages {
  readonly #time = new SimulatedTime();
  #opening: Promise<Stage> | undefined;

  async borne(company: Company, whole: End): Promise<Outcome> {
    try {
      return await breakAt(await (this.#opening ??= this.#open()), company, whole);
    } catch (error) {
      const nothing = nothingIn(error);
      if (nothing === undefined) throw error;
      await this.stop();
      return { met: false, breaches: [], repeats: 0, nothing };
    }
  }

  async stop(): Promise<void> {
    const opened = this.#opening;
    this.#opening = undefined;
    await (await opened)?.stop();
  }

  /** A twin on which one life has passed: first starts of workers are not like later ones. */
  async #open(): Promise<Stage> {
    const stage = await openStage(this.#time);
    await live(stage);
    return stage;
  }
}

/**
 * Breaks a life by each company of faults, for as long as there is time; where one is not simply borne, by each of its
 * faults alone.
 */
export async function* breakAll(companies: readonly Company[], whole: End, forMs: number): AsyncGenerator<Broken> {
  const startedMs = performance.now();
  const stages = new Stages();
  try {
    for (const company of companies) {
      if (performance.now() - startedMs >= forMs) return;
      const together = await stages.borne(company, whole);
      const isBorne = together.met && together.breaches.length === 0;
      if (isBorne || company.length === 1)
        yield* company.map((point, index) => ({ point, ...together, repeats: index === 0 ? together.repeats : 0 }));
      else yield* oneByOne(stages, company, whole, together);
    }
  } finally {
    await stages.stop();
  }
}

/** What each fault does alone; what they do together alone stands with the first. */
async function* oneByOne(stages: Stages, company: Company, whole: End, together: Outcome): AsyncGenerator<Broken> {
  const alone: Broken[] = [];
  for (const point of company) alone.push({ point, ...(await stages.borne([point], whole)) });
  const [first, ...others] = alone;
  const explained = together.breaches.length === 0 || alone.some(({ breaches }) => breaches.length > 0);
  const breaches = explained
    ? first!.breaches
    : together.breaches.map((one) => ({
        ...one,
        words: `${one.words} (together with ${company.slice(1).map(wordsOf).join(', ')})`,
      }));
  yield* [{ ...first!, breaches }, ...others];
}
