import { promises } from '../../platform/runtime/promises.ts';
import { template } from './prodTemplate.ts';

const ofType = (type: string) =>
  Object.entries(template.findResources(type)).map(
    ([id, { Properties }]) => [id, Properties as Record<string, unknown>] as const,
  );

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; markdown?: string; metrics?: unknown[]; alarms?: unknown[] };
}

/** Names of resources are not known before they are made: each stands as its reference. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const { 'Fn::Join': join } = body as { 'Fn::Join': [string, unknown[]] };
  return join[1]
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join(join[0]);
}

const [[, dashboard] = ['', {}]] = ofType('AWS::CloudWatch::Dashboard');
const { widgets } = JSON.parse(textOf(dashboard['DashboardBody'])) as { widgets: Widget[] };

test('one dashboard, without a gap or an overlap, in 24 columns', () => {
  const cells = new Set<string>();
  for (const { x, y, width, height } of widgets) {
    for (let column = x; column < x + width; column++)
      for (let row = y; row < y + height; row++) {
        expect(cells).not.toContain(`${column} ${row}`);
        expect(column).toBeLessThan(24);
        cells.add(`${column} ${row}`);
      }
  }
  expect(cells.size % 24).toBe(0);
});

test('the three promises stand on top, and the pipeline reads from left to right', () => {
  const titles = widgets.map(({ properties: { title, markdown } }) => title ?? markdown ?? '');
  expect(titles.slice(0, 8)).toEqual([
    'Alarms',
    'Articles: 99.9 % within 60 s',
    'Deliveries: 99.9 % within 30 s',
    'Digests: 99.9 % within 600 s',
    'A new story noticed: seconds from its date',
    'Articles: seconds, promised within 60',
    'Deliveries: seconds, promised within 30',
    'Digests: seconds, promised within 600',
  ]);
  expect(titles.slice(8, 12).map((title) => title.replace(/^## /, ''))).toEqual([
    '1. Polled',
    '2. Published',
    '3. Delivered to partners',
    '4. Mailed to readers',
  ]);
});

test('it shows every alarm for people, every function, and every dead-letter queue', () => {
  const shown = JSON.stringify(widgets);
  const alarms = [...ofType('AWS::CloudWatch::Alarm'), ...ofType('AWS::CloudWatch::CompositeAlarm')].filter(
    ([, { AlarmActions }]) => AlarmActions !== undefined,
  );
  for (const [id] of alarms) expect(shown).toContain(`'${id}'`);
  for (const [id] of ofType('AWS::Lambda::Function')) expect(shown).toContain(`{'Ref':'${id}'}`);
  for (const [id] of ofType('AWS::SQS::Queue').filter(([name]) => name.includes('DeadLetters')))
    expect(shown).toContain(`'${id}'`);
});

describe.each(Object.values(promises))('the error budget of $name', ({ service, inTime, late }) => {
  const parts = ofType('AWS::CloudWatch::Alarm')
    .filter(([, { Metrics }]) => JSON.stringify(Metrics ?? []).includes(`"${late}"`))
    .map(([, properties]) => properties);

  test('is watched over four windows, at the rates that spend 2 % of a month within an hour and 5 % within six', () => {
    const windows = parts.map(({ Metrics, Threshold }) => [
      (Metrics as { MetricStat?: { Period: number } }[]).find(({ MetricStat }) => MetricStat)?.MetricStat?.Period,
      Threshold,
    ]);
    expect(windows.toSorted(([one = 0], [other = 0]) => Number(one) - Number(other))).toEqual([
      [300, 14.4],
      [1_800, 6],
      [3_600, 14.4],
      [21_600, 6],
    ]);
  });

  test('counts what its function measures', () => {
    for (const { Metrics } of parts) {
      for (const metric of [inTime, late])
        expect(JSON.stringify(Metrics)).toContain(
          `{"Dimensions":[{"Name":"service","Value":"${service}"}],"MetricName":"${metric}","Namespace":"Caravan/prod"}`,
        );
    }
  });
});
