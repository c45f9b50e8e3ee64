import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from '../../modules/feed-reading/decode.ts';
import { PolledSource } from './announced.ts';
import { feedFiles, feedsFolder } from './corpus.ts';
import { noisy } from './noise.ts';

const folder = feedsFolder();
const files = await feedFiles(folder);
/** Twenty take three minutes. */
const rounds = Number(process.env['CARAVAN_NOISE_ROUNDS'] ?? 3);

/** Stories that are read otherwise in a round, though readers are told of none. */
let shown = 0;

if (files.length === 0) {
  test.skip('skipped: there is no folder of real feeds beside the repository, and CARAVAN_FEEDS names none', () =>
    undefined);
} else {
  test.each(files)('%s, polled again with what nobody notices, announces nothing', async (file) => {
    const { text } = decode(await readFile(join(folder, file)));
    const source = new PolledSource();
    const first = await source.poll(noisy(text, 0));
    expect(first.events.length).toBe(first.stored.created);
    for (let round = 1; round <= rounds; round++) {
      const { events, stored } = await source.poll(noisy(text, round));
      expect(events.map(({ type, article }) => [type, article.title])).toEqual([]);
      expect(stored.held).toBe(0);
      shown += stored.quiet;
    }
  });

  test('the noise was read', () => {
    expect(shown).toBeGreaterThan(rounds * 1_000);
  });
}
