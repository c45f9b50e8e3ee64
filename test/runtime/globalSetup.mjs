import { synthCaravan } from '../../bin/synth.ts';

/**
 * Synthesises the app once, before any test: two workers that did it at once would each take as long as a test may
 * begin in.
 */
export default async function globalSetup() {
  await synthCaravan('local');
}
