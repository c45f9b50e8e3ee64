import { svgOf, ticksTo } from '../../../bench/load/chart.ts';
import { heardIn } from '../../../bench/load/mails.ts';
import { drainOf, memoryAmiss } from '../../../bench/load/report.ts';
import { sizeOf } from '../../../bench/load/size.ts';
import { dueOf } from '../../../bench/load/stories.ts';

const sample = (at: number, polls: number) => ({
  at,
  depths: { polls },
  accepted: 0,
  mails: 0,
  memory: { rss: 1, own: 1, heap: 1 },
});
const held = (own: number, heap: number) => ({ memory: { rss: 2 * own, own, heap } });

test('flags say how large a run is, and those that do not fit are refused', () => {
  expect(sizeOf([])).toMatchObject({
    sources: 1_000,
    articles: 5_000,
    endpoints: 100,
    failing: 10,
    hanging: 5,
    readers: 2_000,
    bursts: 3,
  });
  expect(sizeOf(['--sources=30', '--articles=60'])).toMatchObject({ sources: 30, articles: 60 });
  expect(() => sizeOf(['--articles=5001'])).toThrow('multiple');
  expect(() => sizeOf(['--sources=10', '--articles=10'])).toThrow('--topics');
  expect(() => sizeOf(['--failing=90', '--hanging=20'])).toThrow('parts of');
  expect(() => sizeOf(['--readers=many'])).toThrow('whole number');
});

test('no two stories of a run are one, and each burst has as many as it says', () => {
  const size = sizeOf(['--sources=40', '--articles=200']);
  const all = [0, 1, 2].map((burst) => dueOf(size, size.sources, burst));
  expect(all.map(({ length }) => length)).toEqual([40, 200, 200]);
  expect(new Set(all.flat().map(({ number }) => number)).size).toBe(440);
  expect(new Set(all.flat().map(({ articleId }) => articleId)).size).toBe(440);
});

test('a queue is drained when it holds nothing until the next burst', () => {
  const marks = [
    { at: 1, what: 'burst 1' },
    { at: 5, what: 'burst 2' },
  ];
  const samples = [sample(1, 3), sample(2, 0), sample(3, 7), sample(4, 0), sample(5, 9), sample(6, 2)];
  expect(drainOf({ samples, marks }, 1, 'polls')).toEqual({ peak: 7, drainedAfter: 3 });
  expect(drainOf({ samples, marks }, 2, 'polls')).toEqual({ peak: 9, drainedAfter: Infinity });
});

test('memory that grows from burst to burst is told', () => {
  expect(memoryAmiss([held(1_000, 100), held(1_099, 109)], 10)).toEqual([]);
  expect(memoryAmiss([held(1_000, 100), held(1_101, 100)], 10)).toEqual([
    expect.stringContaining('without mapped files'),
  ]);
  expect(memoryAmiss([held(1_000, 100), held(1_000, 120)], 10)).toEqual([expect.stringContaining('heap')]);
});

test('a digest is read for the stories that it links and those that it only counts', () => {
  const text =
    'Trade\n\nA headline\nhttps://caravan.example/articles/a12\n\nAnother\nhttp://127.0.0.1:4700/articles/b-7\n\n' +
    'And 1,204 more stories\nhttps://caravan.example\n';
  expect(heardIn({ text })).toEqual({ articles: ['a12', 'b-7'], more: 1_204 });
});

test('axes have round numbers, up to just above the largest', () => {
  expect(ticksTo(12_345)).toEqual([0, 5_000, 10_000, 15_000]);
  expect(ticksTo(0)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
  expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8]);
});

test('a picture has a line for each series, and says nothing that could be markup', () => {
  const svg = svgOf({
    title: 'A < B & C',
    subtitle: '',
    times: [0, 1],
    marks: [{ at: 0, what: 'burst 1' }],
    footer: '',
    panels: [
      {
        title: 'Queues',
        unit: 'messages',
        series: [
          { label: 'one', colour: '#000', values: [1, 2] },
          { label: 'two', colour: '#111', values: [0, 4] },
        ],
      },
    ],
  });
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg).toContain('A &lt; B &amp; C');
});
