import { faults, feedFiles, feedsFolder, manifest, read } from './corpus.ts';

const folder = feedsFolder();
const files = await feedFiles(folder);
const expected = await manifest(folder);

if (files.length === 0) {
  test.skip('skipped: there is no folder of real feeds beside the repository, and CARAVAN_FEEDS names none', () =>
    undefined);
} else {
  test.each(files)('%s is read whole', async (file) => {
    const reading = await read(folder, file);
    expect(faults(reading, expected.get(file))).toEqual([]);
  });
}
