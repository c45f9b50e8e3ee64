import type { Candidate, DigestContent } from '../../../modules/digests/content/digestContent.ts';
import { selectStories } from '../../../modules/digests/content/select/select.ts';
import type { Choice } from '../../../modules/subscribers/preferences.ts';
import { candidate, wireCopy, words } from '../articles/articles.ts';

const everything: Choice = { topics: [], sources: [] };
const select = (candidates: readonly Candidate[], choice: Partial<Choice> = {}): DigestContent =>
  selectStories({ candidates, withdrawn: 0 }, { ...everything, ...choice });
const storiesOf = ({ sections }: DigestContent) => sections.flatMap(({ stories }) => stories);
const numbersOf = (issue: DigestContent): number[] => storiesOf(issue).map(({ article: { id } }) => Number(`0x${id}`));
const topic = (name: string) => ({ slug: name.toLowerCase(), name });
const outlineOf = ({ sections }: DigestContent) =>
  sections.map((section) => [section.topic?.name, ...section.stories.map(({ article: { id } }) => Number(`0x${id}`))]);
const upTo = (count: number, of: (n: number) => Candidate): Candidate[] =>
  Array.from({ length: count }, (_, n) => of(n));

describe('which, and in which order', () => {
  test('what was announced last comes first, a correction like news', () => {
    const issue = select([candidate(3), candidate(1, { corrected: true }), candidate(2)]);
    expect(numbersOf(issue)).toEqual([3, 1, 2]);
    expect(storiesOf(issue).map(({ corrected }) => corrected)).toEqual([false, true, false]);
  });

  test('what more sites tell comes before', () => {
    const told = (n: number, from: string) => candidate(n, { from, content: wireCopy });
    expect(numbersOf(select([candidate(9), told(3, 'c'), told(2, 'b'), candidate(1)]))).toEqual([2, 9, 1]);
  });

  test('several feeds of one site are one voice', () => {
    const url = 'https://paper.example/story';
    const issue = select([
      candidate(9),
      candidate(3, { from: 'paper-world', url }),
      candidate(2, { from: 'paper-europe', url }),
    ]);
    expect(numbersOf(issue)).toEqual([9, 2]);
    expect(storiesOf(issue)[1]!.alsoFrom).toMatchObject([{ source: { name: 'The paper-world' }, url }]);
  });

  test('at most thirty, and how many are left', () => {
    const issue = select(upTo(34, (n) => candidate(n)));
    expect(numbersOf(issue)).toEqual(upTo(30, (n) => candidate(n)).map((_, n) => n));
    expect(issue.more).toBe(4);
    expect(select(upTo(30, (n) => candidate(n))).more).toBe(0);
  });

  test('what was taken back is counted, and told no more of', () => {
    expect(selectStories({ candidates: [], withdrawn: 3 }, everything)).toEqual({
      sections: [],
      more: 0,
      withdrawn: 3,
    });
  });

  test('nothing without words and without a page', () => {
    const nothing = { title: '', summary: ' \u200B\u0007', url: undefined };
    expect(
      numbersOf(
        select([
          candidate(1, nothing),
          candidate(2, { ...nothing, title: 'A note' }),
          candidate(3, { ...nothing, summary: 'A note.' }),
          candidate(4, { title: '' }),
        ]),
      ),
    ).toEqual([2, 3, 4]);
  });

  test('the same for the same candidates, whatever the order of the reader’s topics', () => {
    const found = upTo(40, (n) => candidate(n, { topics: [topic(`Topic${n % 7}`), topic(`Other${n % 3}`)] }));
    expect(select(found, { topics: ['topic1', 'topic2', 'other1'] })).toEqual(
      select(found, { topics: ['other1', 'topic2', 'topic1'] }),
    );
  });
});

describe('which of several is shown', () => {
  const url = 'https://agency.example/story';
  const first = candidate(1, { from: 'first', content: words(wireCopy, 0, 40) });
  const whole = candidate(2, { from: 'whole', content: wireCopy, corrected: true });
  const later = candidate(3, { from: 'later', content: wireCopy });
  const shown = (candidates: readonly Candidate[], choice: Partial<Choice> = {}) =>
    storiesOf(select(candidates, choice)).map(({ article: { id }, corrected, alsoFrom }) => [
      Number(`0x${id}`),
      corrected,
      alsoFrom.map(({ source }) => source.name),
    ]);

  test('of those told whole the first published, with its own mark of correction', () => {
    expect(shown([later, whole, first])).toEqual([[2, true, ['The first', 'The later']]]);
  });

  test('one from a source that the reader chose', () => {
    expect(shown([later, whole, first], { sources: ['first'] })).toEqual([[1, false, ['The whole', 'The later']]]);
  });

  test('one that has a page', () => {
    expect(shown([candidate(1, { url: undefined, content: wireCopy }), later])).toEqual([[3, false, ['The source-1']]]);
  });

  test('of one source the last; and no source is named beside itself, or twice', () => {
    const again = candidate(4, { from: 'whole', content: wireCopy });
    expect(
      shown([
        again,
        later,
        whole,
        candidate(5, { from: 'other', source: { id: 'other', name: 'The later' }, content: wireCopy }),
      ]),
    ).toEqual([[3, false, ['The whole']]]);
    expect(storiesOf(select([again, later, whole]))[0]!.alsoFrom).toMatchObject([
      { source: { name: 'The whole' }, url: again.article.url },
    ]);
    expect(shown([candidate(7, { from: 'a', url }), candidate(6, { from: 'a', url })])).toEqual([[7, false, []]]);
  });
});

describe('under which topic', () => {
  const sport = topic('Sport'),
    world = topic('World'),
    economy = topic('Economy'),
    news = topic('News');

  test('the one that holds most, each story once, sections in the order of their best', () => {
    const issue = select([
      candidate(1, { topics: [economy] }),
      candidate(2, { topics: [world, sport] }),
      candidate(3, { topics: [world] }),
      candidate(4, { topics: [economy, world] }),
      candidate(5, { topics: [economy] }),
      candidate(6),
    ]);
    expect(outlineOf(issue)).toEqual([
      ['Economy', 1, 4, 5],
      ['World', 2, 3],
      [undefined, 6],
    ]);
  });

  test('not one that holds nearly all, while there is another', () => {
    const issue = select([
      candidate(1, { topics: [news, sport] }),
      candidate(2, { topics: [news] }),
      candidate(3, { topics: [news, sport] }),
      candidate(4, { topics: [news] }),
      candidate(5, { topics: [news] }),
    ]);
    expect(outlineOf(issue)).toEqual([
      ['Sport', 1, 3],
      ['News', 2, 4, 5],
    ]);
  });

  test('what the reader chose comes first, even with one story', () => {
    const issue = select(
      [candidate(1, { topics: [world] }), candidate(2, { topics: [world, sport] }), candidate(3, { topics: [world] })],
      { topics: ['sport'] },
    );
    expect(outlineOf(issue)).toEqual([
      ['Sport', 2],
      ['World', 1, 3],
    ]);
  });

  test('a single story of another topic stands with the rest', () => {
    expect(outlineOf(select([candidate(1, { topics: [sport] }), candidate(2, { topics: [world] })]))).toEqual([
      [undefined, 1, 2],
    ]);
  });

  test('at most eight sections', () => {
    const chosen = upTo(12, (n) => candidate(n, { topics: [topic(`Topic${n}`)] }));
    const issue = select(chosen, { topics: chosen.map((_, n) => `topic${n}`) });
    expect(issue.sections).toHaveLength(9);
    expect(storiesOf(issue)).toHaveLength(12);
  });

  test('by the name that most of its stories give it', () => {
    const [section] = select([
      candidate(1, { topics: [{ slug: 'world', name: 'WORLD' }] }),
      candidate(2, { topics: [world] }),
      candidate(3, { topics: [world] }),
    ]).sections;
    expect(section!.topic).toEqual(world);
  });
});
