import { feed, story, told } from '../../helpers/madeFeed.ts';
import type { Item } from '../../helpers/madeFeed.ts';
import { PolledSource } from '../../corpus/announced.ts';

describe('readers are not told of', () => {
  const page = '<p>Rates rise.</p><p>The bank said so on Monday.</p>';
  const first = story(1, { text: `${page}<img src="https://cdn.example/300/a-300x200.jpg?sig=1">` });

  test.each<[string, Item]>([
    ['white space', { text: page.replace('</p><p>', '</p>\n\n  <p>').replace('Rates rise', 'Rates  rise') }],
    ['other quotes and dashes', { text: page }],
    ['a scheme', { link: 'http://www.news.example/1' }],
    [
      'tokens and another size of a picture',
      { text: `${page}<img src="https://cdn2.example/1200/a-1200x800.jpg?sig=2">` },
    ],
    ['a pixel', { text: `${page}<img src="https://count.example/p.gif?x=12" width="1" height="1">` }],
    ['a counter of readers', { text: `${page}<p>12 comments</p>` }],
    ['a copyright line', { text: `${page}<p>© 2026 News Example. All rights reserved.</p>` }],
    ['a clock', { text: `${page}<p>Updated: 12:04</p>` }],
    ['an age', { text: `${page}<p>5 minutes ago</p>` }],
    ['another order of topics', { more: '<category>B</category><category>A</category>' }],
    [
      'a signed enclosure',
      { more: '<enclosure url="https://cdn.example/a.mp3?Expires=2&amp;Signature=b" type="audio/mpeg"/>' },
    ],
  ])('%s', async (_, but) => {
    const before = {
      ...first,
      text: first.text!,
      more:
        but.more
          ?.replace('<category>B</category><category>A</category>', '<category>A</category><category>B</category>')
          .replace('Expires=2', 'Expires=1') ?? '',
    };
    const pictured =
      but.text === undefined || but.text.includes('cdn2')
        ? (but.text ?? before.text)
        : `${but.text}<img src="https://cdn.example/300/a-300x200.jpg?sig=1">`;
    const source = new PolledSource();
    await source.poll(feed(before));
    const { events, stored } = await source.poll(feed({ ...before, ...but, text: pictured }));
    expect(events).toEqual([]);
    expect(stored.created + stored.revised + stored.held).toBe(0);
  });

  test('and are told of words, of a picture, of a title, of topics, and of an end', async () => {
    const changes: Item[] = [
      { text: '<p>Rates fall.</p>' },
      { text: `${page}<img src="https://cdn.example/300/b-300x200.jpg?sig=1">` },
      { title: 'Rates fall' },
      { more: '<category>Economy</category>' },
      { link: 'https://www.news.example/1/moved' },
    ];
    for (const change of changes) {
      const [, second] = await told(feed(first), feed({ ...first, ...change }));
      expect(second).toHaveLength(1);
      expect(second![0]).toMatch(/^updated/);
    }
  });

  test('the newest text is kept and shown all the same, as the same version', async () => {
    const source = new PolledSource();
    await source.poll(feed(first));
    await source.poll(feed({ ...first, text: first.text!.replace('sig=1', 'sig=2') }));
    const [row] = [...source.rows.values()];
    expect(row).toMatchObject({ version: 1 });
    expect(row!.content).toContain('sig=2');
    expect(row!.rewordedAt).toBeDefined();
  });
});

describe('a story that is rewritten at each poll', () => {
  const at = (price: number, but: Item = {}) =>
    feed(story(1, { text: `<p>Oil costs ${price} dollars.</p>`, ...but }), story(2));

  test('is announced four times, then once in three hours, and shown as it is', async () => {
    const source = new PolledSource();
    const counts: number[] = [];
    for (let poll = 0; poll < 12; poll++) counts.push((await source.poll(at(60 + poll))).events.length);
    expect(counts).toEqual([2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0]);
    const row = [...source.rows.values()].find(({ title }) => title === 'Story 1')!;
    expect(row.content).toContain('71 dollars');
  });

  test('is news each time where it rests in between, while others are corrected', async () => {
    const source = new PolledSource();
    const counts: number[] = [];
    for (let poll = 0; poll < 14; poll++)
      counts.push(
        (
          await source.poll(
            feed(
              story(1, { text: `<p>Oil costs ${60 + Math.ceil(poll / 2)} dollars.</p>` }),
              story(2, { text: `<p>Gas costs ${60 + Math.floor(poll / 2)} dollars.</p>` }),
            ),
          )
        ).events.length,
      );
    expect(counts).toEqual([2, ...Array<number>(13).fill(1)]);
  });

  test('the last correction is told when its time has come, though the document is the same, or lists it no more', async () => {
    for (const last of [at(64), feed(story(2))]) {
      const source = new PolledSource();
      for (let poll = 0; poll < 5; poll++) await source.poll(at(59 + poll));
      const { stored } = await source.poll(at(64));
      expect(stored).toMatchObject({ held: 1 });
      expect(stored.heldUntil).toBeGreaterThan(source.nowSeconds);
      const { events } = await source.poll(last, 180);
      expect(events.map(({ type, article }) => [type, article.summary])).toEqual([
        ['article.updated', 'Oil costs 64 dollars.'],
      ]);
      expect((await source.poll(last, 180)).events).toEqual([]);
    }
  });

  test('what is of its life waits for nobody: an embargo, another topic, a withdrawal', async () => {
    const source = new PolledSource();
    for (let poll = 0; poll < 5; poll++) await source.poll(at(61 + poll));
    const topic = await source.poll(at(70, { more: '<category>Economy</category>' }));
    expect(topic.events.map(({ type }) => type)).toEqual(['article.updated']);
    const held =
      '<prism:embargoDate xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">2099-01-01T00:00:00Z</prism:embargoDate>';
    const embargo = await source.poll(at(71, { more: `<category>Economy</category>${held}` }));
    expect(embargo.events.map(({ type }) => type)).toEqual(['article.withdrawn']);
  });

  test('a source that does so with most of its stories is known for it: a new story waits from its first correction on', async () => {
    const page = (poll: number, ...numbers: number[]) =>
      feed(
        ...numbers.map((number) =>
          story(number, { text: `<p>Story ${number}</p><p>Advertisement for model ${poll}.</p>` }),
        ),
      );
    const source = new PolledSource();
    for (let poll = 0; poll < 4; poll++) await source.poll(page(poll, 1, 2, 3));
    await source.poll(page(4, 1, 2, 3, 4));
    const { events, stored } = await source.poll(page(5, 1, 2, 3, 4));
    expect(events).toEqual([]);
    expect(stored.notes.join()).toContain('rewrites 4 stories at one poll after the other');
  });

  test('is announced each time, or never for its text, where the operator says so', async () => {
    const all = new PolledSource(undefined, { corrections: 'all' });
    const none = new PolledSource(undefined, { corrections: 'not-of-text' });
    for (let poll = 0; poll < 6; poll++) {
      await all.poll(at(61 + poll));
      await none.poll(at(61 + poll));
    }
    expect(all.events).toHaveLength(2 + 5);
    expect(none.events).toHaveLength(2);
    await none.poll(at(70, { title: 'Oil' }));
    expect(none.events.at(-1)).toMatchObject({ type: 'article.updated', article: { title: 'Oil' } });
  });
});

test('of each new story it is told how long it stood with its publisher, where its date says so', async () => {
  const source = new PolledSource(); // at noon
  await source.poll(feed(story(1)));
  const soon = '<pubDate>Sun, 29 Nov 2026 12:40:00 GMT</pubDate>';
  const toCome = '<pubDate>Sun, 29 Nov 2026 14:00:00 GMT</pubDate>';
  const { stored } = await source.poll(
    feed(story(1), story(0), { title: 'A', more: soon }, { title: 'B', more: toCome }, { title: 'C' }),
  );
  expect([stored.created, stored.secondsToNotice]).toEqual([4, [20 * 60]]); // midnight is a day without a time
});
