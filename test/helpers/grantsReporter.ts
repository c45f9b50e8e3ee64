import { synthCaravan } from '../../bin/synth.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { grantsOf, unseen, unusedGrants, wordsOf } from '../../local/template/grants.ts';
import { resolveStack } from '../../local/template/stack.ts';
import { forgetUses, notedUses } from './usedGrants.ts';

/** The settings of Jest that make a run a partial one, beside the choice of projects. */
interface Selection {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly onlyChanged: boolean;
  readonly shard?: object;
}

/** A project of which tests were found; the type of Jest's that matters here. */
interface Project {
  readonly config: { readonly displayName?: { readonly name: string } };
}

/** Functions run in the tests of these projects. */
const judging = ['e2e', 'hostile'];

/**
 * After a whole run, fails when a function may do what no test saw it do: such a grant is cut in lib/constructs, or
 * gets the test that it lacks. A run of some tests only is not judged.
 */
export default class GrantsReporter {
  readonly #whole: boolean;
  #error: Error | undefined;

  constructor({ testPathPatterns, testNamePattern, onlyChanged, shard }: Selection) {
    this.#whole = testPathPatterns.patterns.length === 0 && !testNamePattern && !onlyChanged && shard === undefined;
    forgetUses();
  }

  async onRunComplete(
    projects: ReadonlySet<Project>,
    { numFailedTests, numRuntimeErrorTestSuites }: { numFailedTests: number; numRuntimeErrorTestSuites: number },
  ): Promise<void> {
    const ran = new Set([...projects].map(({ config }) => config.displayName?.name));
    if (!this.#whole || !judging.every((name) => ran.has(name))) return;
    if (numFailedTests + numRuntimeErrorTestSuites > 0) {
      console.log('The grants are not judged: tests failed, so not all of them were used.');
      return;
    }
    const grants = grantsOf(
      resolveStack(readAssembly(await synthCaravan('local')), {
        endpoint: 'http://localhost',
        url: 'http://localhost',
      }),
    );
    const unused = unusedGrants(grants, notedUses());
    const unjudged = grants.filter(({ action }) => action in unseen).length;
    console.log(
      `Grants: ${grants.length}; used by a test: ${grants.length - unjudged - unused.length}; made use of by AWS ` +
        `itself, out of the twin's sight: ${unjudged}.`,
    );
    if (unused.length === 0) return;
    this.#error = new Error(
      [
        'No test ever used these grants: cut them in lib/constructs, or write the test that needs them.',
        ...unused.map((grant) => `  ${grant.function}: ${wordsOf(grant)}`),
      ].join('\n'),
    );
    console.error(this.#error.message);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}
