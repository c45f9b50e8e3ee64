import { feed, story, told } from '../../helpers/madeFeed.ts';
import type { Item } from '../../helpers/madeFeed.ts';

const published = (...numbers: number[]) => numbers.map((number) => `published Story ${number}`);
const both = [story(1), story(2)] as const;

describe('a story stays the one that it is', () => {
  const moved = (change: (of: Item) => Item) => feed(...both.map(change));

  test.each<[string, string]>([
    ['its guids go to https', moved((of) => ({ ...of, guid: of.guid!.replace('https', 'http') }))],
    [
      'its host changes',
      feed(
        ...[1, 2].map((number) =>
          story(number, { guid: `https://m.news.example/${number}`, link: `https://m.news.example/${number}` }),
        ),
      ),
    ],
    ['all guids change, and addresses stay', moved((of) => ({ ...of, guid: `cms-${of.hour}` }))],
    [
      'all guids and addresses change',
      moved((of) => ({ ...of, guid: `cms-${of.hour}`, link: `https://new.example/a/${of.hour}` })),
    ],
    ['its guids get a session', moved((of) => ({ ...of, guid: `${of.guid}?utm_source=rss` }))],
    [
      'its guids are spelt otherwise',
      moved((of) => ({ ...of, guid: of.guid!.toUpperCase().replace('HTTPS', 'https') })),
    ],
    ['the guids go', moved(({ link, title, hour, text }) => ({ link, title, hour, text }))],
    ['its address gets a slug', moved((of) => ({ ...of, link: `${of.link}-rates-rise` }))],
  ])('where %s', async (_, after) => {
    const steps = await told(feed(...both), after, feed(...both));
    expect(steps[0]).toEqual(published(1, 2));
    expect(
      steps
        .slice(1)
        .flat()
        .filter((one) => one.startsWith('published')),
    ).toEqual([]);
  });

  test('where its feed has neither guid nor address, and the title is mended', async () => {
    const bare = (title: string) => feed({ title, hour: 10, text: 'd' });
    expect(await told(bare('Minster resigns'), bare('Minister resigns'))).toEqual([
      ['published Minster resigns'],
      ['updated Minister resigns'],
    ]);
  });

  test('where it is a text alone, and that is mended', async () => {
    const alone = (...texts: string[]) => feed(...texts.map((text, hour) => ({ title: '', hour, text })));
    const steps = await told(
      alone('The minster resigns.', 'Rates rise.'),
      alone('The minister resigns.', 'Rates rise.'),
      alone('The minister resigns.', 'Rates rise.', 'Rates rise.'),
    );
    expect(steps.map((step) => step.map((one) => one.split(' ')[0]))).toEqual([
      ['published', 'published'],
      ['updated'],
      ['published'],
    ]);
  });

  test('where it is listed again after it had gone, under another guid', async () => {
    const again = feed(story(1, { guid: 'cms-1' }), story(2));
    expect(await told(feed(...both), feed(story(2), story(3)), again)).toEqual([published(1, 2), published(3), []]);
  });

  test('where its guid stands twice in one document, and once in the next', async () => {
    const shared = [story(1, { guid: 'g' }), story(2, { guid: 'g' })] as const;
    expect(await told(feed(shared[0]), feed(...shared), feed(shared[1]), feed(...shared))).toEqual([
      published(1),
      published(2),
      [],
      [],
    ]);
  });
});

describe('another story is another', () => {
  test('under a guid that is a constant, across polls', async () => {
    const alert = (number: number) => story(number, { guid: 'news.example', link: 'https://news.example/warnings' });
    expect(await told(feed(alert(1), alert(2)), feed(alert(3), alert(2)), feed(alert(4)))).toEqual([
      published(1, 2),
      published(3),
      published(4),
    ]);
  });

  test('where one item at a time stands under a constant guid, as address, title and date say', async () => {
    const one = (number: number) => feed(story(number, { guid: 'latest' }));
    expect(await told(one(1), one(2), one(3))).toEqual([published(1), published(2), published(3)]);
  });

  test('where addresses differ in the fragment alone', async () => {
    const entry = (number: number): Item => ({
      title: `Story ${number}`,
      link: `https://news.example/live#e${number}`,
    });
    expect(await told(feed(entry(2), entry(1)), feed(entry(3), entry(2), entry(1)))).toEqual([
      published(1, 2),
      published(3),
    ]);
  });

  test('of another blog of a planet, whose guids differ in the host alone', async () => {
    const of = (host: string, number: number): Item => ({
      guid: `https://${host}.example/?p=7`,
      link: `https://${host}.example/2026/story-${number}`,
      title: `Story ${number}`,
      hour: number,
    });
    expect(await told(feed(of('a', 1)), feed(of('b', 2), of('a', 1)), feed(of('c', 3)))).toEqual([
      published(1),
      published(2),
      published(3),
    ]);
  });

  test('with the same title on another day', async () => {
    const weather = (hour: number): Item => ({
      guid: `w${hour}`,
      link: `https://news.example/w${hour}`,
      title: 'Weather',
      hour,
    });
    expect(await told(feed(weather(1)), feed(weather(2)))).toEqual([['published Weather'], ['published Weather']]);
  });

  test('among a thousand of one date that have neither guid nor address, whatever likeness each has to each', async () => {
    const bare = (from: number) =>
      feed(...Array.from({ length: 1_000 }, (_, index) => ({ title: `Story ${from + index}`, hour: 10 })));
    const steps = await told(bare(0), bare(5_000));
    expect(steps.map((step) => step.length)).toEqual([1_000, 1_000]);
  });
});
