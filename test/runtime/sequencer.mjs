import Sequencer from '@jest/test-sequencer';

/** Those that take longest of all, the longest first. */
const longest = [
  'lives/core',
  'lives/found1',
  'lives/found2',
  'lives/found3',
  'lives/seeds',
  'lives/judge',
  'hostile/content',
  'hostile/incomingPublic',
  'hostile/incoming',
  'infra/twice',
  'e2e/reconcileCrash',
  'e2e/digestPace',
  'e2e/sharedDigests',
  'e2e/start',
];

const rank = ({ path }) => {
  const place = longest.findIndex((name) => path.replaceAll('\\', '/').endsWith(`/test/${name}.test.ts`));
  return place === -1 ? longest.length : place;
};

/**
 * Begins with the longest test files, so that none is left running alone at the end. Jest does so itself from the
 * second run on, as it keeps how long each took; a fresh clone, and CI, know nothing yet.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
